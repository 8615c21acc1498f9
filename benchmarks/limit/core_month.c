/* The core month of market relationships in C: what the engine's month is held against.
 *
 * The same theory (E1 to E17 and the read-outs, mechanisms around the core and third parties at their nulls), the same
 * polynomials, the same luck, the same arrays and blocks; free to fuse loops.  benchmarks/limit/__init__.py writes
 * parameters.h, compiles this file, and shows that the states are the same.
 *
 * Searching, agreeing and opening (a few relationships a month) are left to the engine on both sides.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "parameters.h"

typedef uint64_t u64;
typedef int64_t i64;
#define MOST 1024 /* rows of a block */
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define FMA __builtin_fma

typedef struct {
  i64 organisations, rows, buyers;
  uint32_t *uid;
  /* Columns of the cards of CARD numbers that the organisations have. */
  double *conduct;  /* (P, 8) */
  double *standing; /* (P, 16) */
  float *place;     /* (P, 8) */
  i64 *supply, *demand, *first;
  int32_t *target, *partner;
  float *past; /* (P, N_PAST, MEMENTO) */
  int8_t *past_next;
  double *directed, *dyadic; /* (12, 2, R), (10, R) */
  float *read_out;           /* (7, 2, R) */
  int16_t *counts;           /* (8, R) */
  int8_t *stages;            /* (3, R) */
  i64 *sums;                 /* (P, 4) */
  i64 *measures;
} World;

/* ---------------------------------------------------------------- luck and maths: the engine's own */

#define GOLD 0x9E3779B97F4A7C15ULL
#define M1 0xBF58476D1CE4E5B9ULL
#define M2 0x94D049BB133111EBULL
#define M3 0xD6E8FEB86659FD93ULL

static inline double of_bits(u64 u) { double d; memcpy(&d, &u, 8); return d; }
static inline u64 bits_of(double d) { u64 u; memcpy(&u, &d, 8); return u; }
static inline u64 mix(u64 z) {
  z = (z ^ (z >> 30)) * M1;
  z = (z ^ (z >> 27)) * M2;
  return z ^ (z >> 31);
}
static u64 key(u64 seed, u64 purpose, u64 month) {
  u64 k = mix(seed + GOLD);
  k = mix(k ^ (month * M3 + GOLD));
  return mix(k ^ (purpose * M1 + GOLD));
}
static inline u64 word(u64 k, u64 identity) {
  u64 z = ((identity + GOLD) * M3) ^ k;
  z = (z ^ (z >> 32)) * M1;
  z = (z ^ (z >> 30)) * M2 + k;
  z = (z ^ (z >> 32)) * M3;
  return z ^ (z >> 32);
}
static inline u64 pair(u64 a, u64 b) { return (a << 32) | b; }
static inline u64 nth(u64 identity, u64 ordinal) { return mix(identity + (ordinal + 1) * M2); }
static inline double high(u64 w) {
  return (of_bits((w >> 32) | 0x4330000000000000ULL) - (4503599627370496.0 - 0.5)) * (1.0 / 4294967296.0);
}
static inline double low(u64 w) {
  return (of_bits((w & 0xFFFFFFFFULL) | 0x4330000000000000ULL) - (4503599627370496.0 - 0.5)) * (1.0 / 4294967296.0);
}
static inline u64 nested(u64 bits, u64 mask) {
  u64 m = bits & mask, s = m | (m >> 1);
  s |= s >> 2; s |= s >> 4; s |= s >> 8; s |= s >> 16;
  u64 below = s >> 1, place = mix(bits + s * GOLD);
  return (s ^ below) | (place & below);
}
static i64 index_below(u64 bits, i64 n) {
  if (n <= 1) return 0;
  u64 mask = (u64)n - 1;
  mask |= mask >> 1; mask |= mask >> 2; mask |= mask >> 4; mask |= mask >> 8; mask |= mask >> 16;
  u64 half = mask >> 1, size = (u64)n, first = nested(bits, mask);
  if (first < size) return (i64)first;
  u64 again = bits;
  for (int k = 0; k < 16; k++) {
    again = mix(again + M3);
    u64 place = nested(again, mask);
    if (place <= half) break;
    if (place < size) return (i64)place;
  }
  return (i64)nested(bits, half);
}
static inline double exp_(double x) {
  x = MIN(MAX(x, -700.0), 700.0);
  double t = FMA(x, 1.4426950408889634, 6755399441055744.0), n = t - 6755399441055744.0;
  double r = FMA(n, -1.90821492927058770002e-10, FMA(n, -0.693147180369123816490, x)), r2 = r * r, r4 = r2 * r2;
  double p01 = 1.0 + r, p23 = FMA(r, 1.6666666666666666e-01, 0.5);
  double p45 = FMA(r, 8.333333333333333e-03, 4.1666666666666664e-02);
  double p67 = FMA(r, 1.984126984126984e-04, 1.388888888888889e-03);
  double p89 = FMA(r, 2.755731922398589e-06, 2.48015873015873e-05);
  double pab = FMA(r, 2.505210838544172e-08, 2.755731922398589e-07);
  double p = FMA(FMA(FMA(pab, r2, p89), r4, FMA(p67, r2, p45)), r4, FMA(p23, r2, p01));
  return p * of_bits((bits_of(t) + 1023) << 52);
}
static inline double log_(double x) {
  u64 b = bits_of(x);
  i64 k = (i64)(b - 0x3FE6A09E667F3BCDULL) >> 52;
  double m = of_bits(b - ((u64)k << 52)), e = of_bits((u64)k + 0x4338000000000000ULL) - 6755399441055744.0;
  double f = m - 1.0, s = f / (2.0 + f), z = s * s, z2 = z * z;
  double p = FMA(z2, FMA(z, 0.18181818181818182, 0.2222222222222222), FMA(z, 0.2857142857142857, 0.4));
  p = FMA(z, FMA(z, p, 0.6666666666666666), 2.0);
  return FMA(e, 0.6931471805599453, s * p);
}
static inline double logistic(double x) { return 1.0 / (1.0 + exp_(-x)); }
static inline double share(double x) { return MIN(MAX(x, 0.0), 1.0); }
static inline double normal(double u) {
  double x = FMA(2.0, u, -1.0), w = -log_(4.0 * u * (1.0 - u)), a = w - 2.5, a2 = a * a, a4 = a2 * a2;
  double p01 = FMA(a, 0.246640727, 1.50140941), p23 = FMA(a, -0.00125372503, -0.00417768164);
  double p45 = FMA(a, -4.39150654e-06, 0.00021858087), p67 = FMA(a, 3.43273939e-07, -3.5233877e-06);
  double centre = FMA(FMA(a4, 2.81022636e-08, FMA(p67, a2, p45)), a4, FMA(p23, a2, p01));
  double b = sqrt(MAX(w, 0.0)) - 3.0, b2 = b * b, b4 = b2 * b2;
  double q01 = FMA(b, 1.00167406, 2.83297682), q23 = FMA(b, -0.0076224613, 0.00943887047);
  double q45 = FMA(b, -0.00367342844, 0.00573950773), q67 = FMA(b, 0.000100950558, 0.00134934322);
  double tail = FMA(FMA(b4, -0.000200214257, FMA(q67, b2, q45)), b4, FMA(q23, b2, q01));
  return 1.4142135623730951 * (w < 5.0 ? centre : tail) * x;
}
#define SCALE 4294967296.0
static inline i64 fixed(double x) {
  return (i64)(bits_of(x + 6755399441055744.0 / SCALE) - 0x4138000000000000ULL);
}

/* ---------------------------------------------------------------- hearing of alternatives (E6, 2.3b.3) */

enum { ASKS = 1024, STRANGERS = 8192, OWNER = 0, PARTNER = 1 };
typedef struct {
  i64 asking[ASKS], role[ASKS], about[ASKS], end[ASKS], strangers[STRANGERS];
  u64 identity[STRANGERS];
  double squared[STRANGERS], apart[STRANGERS], reputation[STRANGERS], payment[STRANGERS], value[STRANGERS];
} Slate;

static int is_partner(const World *w, i64 owner, i64 partner) {
  for (i64 row = w->first[owner]; row < w->first[owner + 1]; row++)
    if (w->partner[row] == partner && w->stages[row] >= 0) return 1;
  return 0;
}
static i64 listen(const World *w, Slate *s, u64 k, i64 me, i64 role, i64 how_many, i64 begin) {
  const i64 *range = role == OWNER ? w->supply + 2 * me : w->demand + 2 * me;
  i64 start = range[0], size = range[1], everybody = size <= how_many;
  i64 limit = everybody ? size : 3 * how_many, place = begin;
  for (i64 tries = 0; place - begin < how_many && tries < limit; tries++) {
    u64 bits = word(k, nth(w->uid[2 * CARD * me], (u64)tries));
    i64 other = start + (everybody ? tries : index_below(bits, size));
    int known = other == me || is_partner(w, role == OWNER ? me : other, role == OWNER ? other : me);
    if (!everybody && size < 512)
      for (i64 j = begin; j < place; j++) known |= s->strangers[j] == other;
    if (!known) s->strangers[place++] = other;
  }
  return place;
}
static void judge(World *w, Slate *restrict s, u64 sight, i64 asks) {
  i64 i = 0;
  for (i64 ask = 0; ask < asks; ask++) {
    i64 me = s->asking[ask], as_owner = s->role[ask] == OWNER;
    const float *mine = w->place + 2 * CARD * me;
    for (; i < s->end[ask]; i++) {
      i64 other = s->strangers[i];
      const float *theirs = w->place + 2 * CARD * other;
      double total = 0.0;
      for (int k = 0; k < 5; k++) {
        double d = (double)mine[k] - (double)theirs[k];
        total += d * d;
      }
      double dx = (double)mine[5] - (double)theirs[5], dy = (double)mine[6] - (double)theirs[6];
      s->squared[i] = total;
      s->apart[i] = dx * dx + dy * dy;
      s->reputation[i] = w->standing[CARD * other + REPUTATION];
      i64 owner = as_owner ? me : other, partner = as_owner ? other : me;
      double price = w->standing[CARD * partner + LIST_PRICE];
      s->payment[i] = as_owner ? price : 1.0 - price;
      s->identity[i] = pair(w->uid[2 * CARD * owner], w->uid[2 * CARD * partner]);
    }
  }
  for (i64 j = 0; j < i; j++) {
    double overlap = share(1.0 - sqrt(s->squared[j] / 5)), cultural = distance_cultural_scale * (1.0 - overlap);
    u64 bits = word(sight, s->identity[j]);
    double technological = distance_technological_low + (distance_technological_high - distance_technological_low) * high(bits);
    double time = distance_time_low + (distance_time_high - distance_time_low) * low(bits);
    double geographic = distance_geographic_scale * sqrt(0.5 * s->apart[j]);
    double d = distance_social_weight * distance_social_start + distance_cultural_weight * cultural +
               distance_technological_weight * technological + distance_time_weight * time +
               distance_geographic_weight * geographic;
    s->value[j] = (1.0 - expectation_reputation_weight) * expectation_prior +
                  expectation_reputation_weight * s->reputation[j] - s->payment[j] - delivering_distance * d;
  }
  i = 0;
  for (i64 ask = 0; ask < asks; ask++) {
    double best = -1e9, second = -1e9;
    i64 who = -1;
    for (; i < s->end[ask]; i++) {
      if (s->value[i] > best) {
        second = best;
        best = s->value[i];
        who = s->strangers[i];
      } else second = MAX(second, s->value[i]);
    }
    best = who >= 0 ? best : 0.0;
    second = second > -1e9 ? second : 0.0;
    i64 me = s->asking[ask], role = s->role[ask], row = s->about[ask];
    double *standing = w->standing + CARD * me;
    if (row >= 0) w->read_out[(REVIEW_ALTERNATIVE * 2 + role) * w->rows + row] = (float)best;
    else {
      standing[role ? ALTERNATIVE_AS_PARTNER : ALTERNATIVE_AS_OWNER] = best;
      standing[role ? SECOND_AS_PARTNER : SECOND_AS_OWNER] = second;
      standing[role ? BEST_AS_PARTNER : BEST_AS_OWNER] = (double)who;
    }
  }
}
void hear(World *w, u64 seed, i64 month) {
  static Slate *s;
  if (!s) s = malloc(sizeof *s);
  i64 every = (i64)review_every, asks = 0, place = 0;
  u64 sight = key(seed, FIRST_SIGHT, 0);
  const int16_t *age = w->counts + AGE * w->rows;
  for (i64 who = 0; who < w->organisations; who++) {
    i64 start = w->first[who], rows = w->first[who + 1] - start;
    for (i64 turn = 0; turn < 2 + 2 * (every > 0 ? rows : 0); turn++) {
      i64 role = turn % 2, row = turn >= 2 ? start + (turn - 2) / 2 : -1, me = who;
      i64 purpose = HEARING, how_many = (i64)search_hears_of;
      if (row >= 0) {
        if (w->stages[row] < 0 || (age[row] + 1) % every != 0) continue;
        me = role == OWNER ? who : w->partner[row];
        purpose = REVIEW;
        how_many = (i64)review_hears_of;
      } else if (role == OWNER ? w->target[me] == 0 : w->demand[2 * me + 1] == 0) continue;
      if (asks == ASKS || place + how_many > STRANGERS) {
        judge(w, s, sight, asks);
        asks = place = 0;
      }
      place = listen(w, s, key(seed, (u64)(purpose + role), (u64)month), me, role, how_many, place);
      s->asking[asks] = me;
      s->role[asks] = role;
      s->about[asks] = row;
      s->end[asks++] = place;
    }
  }
  judge(w, s, sight, asks);
}

/* ---------------------------------------------------------------- relating: the month of a block */

typedef double Line[MOST];
typedef struct {
  Line live, staying, distance, fate, lie, pull_share, volume, outside_volume, outside_count, own_count, demand,
      search_cost, settled;
  Line competence[2], propensity[2], bargaining[2], leniency[2], shift[2], level[2], alternative[2], noise[2],
      temptation[2], blur[2], speech[2], notice[2], departure[2], cheated[2], performance[2], shared[2], seen[2],
      episode[2], breach[2], failed[2], recovered[2], voiced[2], cost[2], pull[2], before[2], together[2], against[2];
  u64 words[MOST];
  i64 flags[MOST], moved[MOST];
} Desk;

#define D(column, side) (w->directed + ((column) * 2 + (side)) * R + lo)
#define Y(column) (w->dyadic + (column) * R + lo)
#define O(column, side) (w->read_out + ((column) * 2 + (side)) * R + lo)
#define C(column) (w->counts + (column) * R + lo)
#define EACH for (i64 i = 0; i < n; i++)

static void meet(World *w, Desk *restrict s, i64 owner_lo, i64 owner_hi, i64 lo) {
  const i64 R = w->rows, every = (i64)review_every;
  const int16_t *age = w->counts + AGE * R;
  for (i64 owner = owner_lo; owner < owner_hi; owner++) {
    i64 start = w->first[owner], end = w->first[owner + 1], living = 0;
    for (i64 row = start; row < end; row++) living += w->stages[row] >= 0;
    const double *mine = w->conduct + CARD * owner, *my_standing = w->standing + CARD * owner;
    for (i64 row = start; row < end; row++) {
      i64 i = row - lo, live = w->stages[row] >= 0, other = live ? w->partner[row] : owner;
      const double *theirs = w->conduct + CARD * other, *standing = w->standing + CARD * other;
      s->competence[0][i] = mine[COMPETENCE] + mine[SHOCK];
      s->competence[1][i] = theirs[COMPETENCE] + theirs[SHOCK];
      s->propensity[0][i] = mine[OPPORTUNISM_PROPENSITY];
      s->propensity[1][i] = theirs[OPPORTUNISM_PROPENSITY];
      s->bargaining[0][i] = mine[BARGAINING];
      s->bargaining[1][i] = theirs[BARGAINING];
      s->leniency[0][i] = mine[LENIENCY];
      s->leniency[1][i] = theirs[LENIENCY];
      s->shift[0][i] = mine[EFFORT_SHIFT];
      s->shift[1][i] = theirs[EFFORT_SHIFT];
      s->level[0][i] = my_standing[SLOW_LEVEL];
      s->level[1][i] = standing[SLOW_LEVEL];
      s->live[i] = (double)live;
      s->outside_volume[i] = standing[VOLUME];
      s->outside_count[i] = standing[N_BUYERS];
      s->own_count[i] = (double)living;
      s->demand[i] = mine[DEMAND];
      int reviewed = live && every > 0 && (age[row] + 1) % MAX(every, 1) == 0;
      double cost = reviewed ? 0.0 : search_cost;
      s->search_cost[i] = cost;
      s->alternative[0][i] =
          (reviewed ? (double)w->read_out[(REVIEW_ALTERNATIVE * 2) * R + row] : my_standing[ALTERNATIVE_AS_OWNER]) - cost;
      s->alternative[1][i] =
          (reviewed ? (double)w->read_out[(REVIEW_ALTERNATIVE * 2 + 1) * R + row] : standing[ALTERNATIVE_AS_PARTNER]) - cost;
      s->flags[i] = reviewed ? REVIEWED : 0;
      s->words[i] = pair(w->uid[2 * CARD * owner], w->uid[2 * CARD * other]);
    }
  }
}
static void draw(Desk *restrict s, u64 seed, u64 month, i64 n) {
  u64 k = key(seed, FATE, month);
  EACH { u64 b = word(k, s->words[i]); s->fate[i] = high(b); s->lie[i] = low(b); }
  for (int me = 0; me < 2; me++) {
    double *restrict a = s->noise[me], *restrict b_ = s->temptation[me];
    k = key(seed, DELIVERY + (u64)me, month);
    EACH { u64 b = word(k, s->words[i]); a[i] = high(b); b_[i] = low(b); }
    EACH a[i] = normal(a[i]);
    double *restrict c = s->blur[me], *restrict d = s->speech[me];
    k = key(seed, PERCEPTION + (u64)me, month);
    EACH { u64 b = word(k, s->words[i]); c[i] = high(b); d[i] = low(b); }
    EACH c[i] = normal(c[i]);
    double *restrict e = s->departure[me], *restrict f = s->notice[me];
    k = key(seed, LEAVING + (u64)me, month);
    EACH { u64 b = word(k, s->words[i]); e[i] = high(b); f[i] = low(b); }
  }
}
static void deliver(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  const double *restrict d0 = Y(0), *restrict d1 = Y(1), *restrict d2 = Y(2), *restrict d3 = Y(3), *restrict d4 = Y(4);
  const double *restrict wallet = Y(WALLET_SHARE);
  EACH {
    s->distance[i] = distance_social_weight * d0[i] + distance_cultural_weight * d1[i] +
                     distance_technological_weight * d2[i] + distance_time_weight * d3[i] + distance_geographic_weight * d4[i];
    s->volume[i] = s->demand[i] * wallet[i] * s->live[i];
  }
  for (int me = 0; me < 2; me++) {
    int you = 1 - me;
    const double *restrict trust = D(TRUST, me), *restrict ca = D(COMMITMENT, me), *restrict dep = D(DEPENDENCE, you);
    double m = you == 0 ? monitoring_buyer_intensity : monitoring_seller_intensity;
    EACH {
      s->before[me][i] = ca[i];
      s->shared[me][i] = trust[i] * (relationship_memory_sharing_floor + (1.0 - relationship_memory_sharing_floor) * ca[i]) *
                         relationship_memory_openness;
      double odds = opportunism_intercept + opportunism_propensity * s->propensity[me][i] * (1.0 + dep[i]) -
                    opportunism_commitment * ca[i] - opportunism_monitoring * m - opportunism_norm;
      s->cheated[me][i] = s->temptation[me][i] < logistic(odds) ? 1.0 : 0.0;
    }
  }
  for (int me = 0; me < 2; me++) {
    int you = 1 - me;
    const double *restrict ca = D(COMMITMENT, you), *restrict l = D(MEMORY, you), *restrict inv = D(INVESTMENT, you);
    double m = me == 0 ? monitoring_buyer_intensity : monitoring_seller_intensity;
    double seen = share(monitoring_detection_base + monitoring_detection_slope * m);
    double chance = seen + (1.0 - seen) * government_audit_rate;
    EACH {
      double effort = share(delivering_effort_base + delivering_effort_commitment * ca[i] + s->shift[you][i]);
      double made = s->competence[you][i] + delivering_effort_weight * (effort - delivering_effort_reference) +
                    delivering_memory * l[i] + delivering_investment * inv[i];
      s->performance[me][i] = share(made - delivering_distance * s->distance[i] -
                                    delivering_opportunism * s->cheated[you][i] + delivering_noise_sd * s->noise[you][i]);
      s->breach[me][i] = s->notice[me][i] < chance ? s->cheated[you][i] : 0.0;
    }
  }
}
static void feel(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  int16_t *restrict deliveries = C(DELIVERIES);
  const double *restrict values = Y(VALUE_OVERLAP);
  for (int me = 0; me < 2; me++) {
    double quality = me == 0 ? recovery_seller_quality : recovery_buyer_quality;
    double *restrict expected = D(EXPECTATION, me), *restrict satisfaction = D(SATISFACTION, me);
    const double *restrict ca = D(COMMITMENT, me);
    int16_t *restrict failures = C(FAILURES_0 + me);
    EACH {
      double surprise = s->performance[me][i] - expected[i];
      double chance = logistic(recovery_voice_intercept + recovery_voice_commitment * ca[i]);
      double missed = surprise < -recovery_threshold ? 1.0 : 0.0;
      s->failed[me][i] = missed;
      s->voiced[me][i] = s->speech[me][i] < chance ? missed : 0.0;
    }
    EACH {
      int repeated = (failures[i] & 0x7FF) != 0;
      s->recovered[me][i] = (repeated | (quality <= 0.0)) ? 0.0 : s->voiced[me][i];
      failures[i] = (int16_t)(((failures[i] << 1) | (s->failed[me][i] > 0.5 ? 1 : 0)) & 0xFFF);
    }
    EACH {
      double surprise = s->performance[me][i] - expected[i];
      double felt = surprise >= 0.0 ? surprise : satisfaction_loss_aversion * surprise;
      felt = fabs(surprise) >= satisfaction_indifference ? felt : 0.0;
      double before = logistic(satisfaction_quality * (s->performance[me][i] - 0.5) + satisfaction_disconfirmation * felt);
      double after = share(before + recovery_lift * (quality * s->recovered[me][i]));
      double weight = MAX(satisfaction_rate_floor, 1.0 / ((double)deliveries[i] + 3.0));
      satisfaction[i] = share(satisfaction[i] + weight * (after - satisfaction[i]));
      double neutral = MAX(before, 0.5);
      double told = after <= neutral ? after : neutral + recovery_to_trust * (after - neutral);
      s->episode[me][i] = 2.0 * told - 1.0;
      expected[i] = share(expected[i] + expectation_rate * (s->performance[me][i] - expected[i]));
    }
  }
  EACH deliveries[i] = (int16_t)(deliveries[i] + 1);
  for (int me = 0; me < 2; me++) {
    int you = 1 - me;
    const double *restrict ca = D(COMMITMENT, you), *restrict theirs = D(INVESTMENT, you), *restrict mine = D(INVESTMENT, me);
    double blur = perception_noise_sd * (1.0 - perception_empathy_effect * perception_empathy);
    double m = you == 0 ? monitoring_buyer_intensity : monitoring_seller_intensity;
    double *restrict trust = D(TRUST, me), *restrict deception = D(DECEPTION, me);
    EACH {
      double visible = MIN(perception_visibility + perception_pledge_visibility * theirs[i], 1.0);
      double unmatched = theirs[i] < mine[i] ? mine[i] : 0.0;
      s->seen[me][i] = share(ca[i] * visible + s->leniency[me][i] + blur * s->blur[me][i] - perception_own_investment_discount * unmatched);
      double loss = trust_gain * (1.0 + (trust_loss_ratio - 1.0) * (1.0 - trust_value_shield * values[i]));
      double felt = s->episode[me][i], ceiling = 1.0 - trust_ceiling_loss * deception[i];
      double won = trust_gain * MAX(felt, 0.0) * MAX(ceiling - trust[i], 0.0), lost = loss * MAX(-felt, 0.0) * trust[i];
      double after = share(trust[i] + won - lost);
      double crowded = after - monitoring_crowding_out * m * after * after;
      double wounded = share(crowded * (1.0 - trust_breach_loss));
      double remembered = share(deception[i] + trust_deception_memory * (1.0 - deception[i]));
      int breach = s->breach[me][i] > 0.5;
      trust[i] = breach ? wounded : crowded;
      deception[i] = breach & (s->lie[i] < opportunism_lie_share) ? remembered : deception[i];
    }
  }
}
static void costs(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  const int16_t *restrict contract = C(CONTRACT_LEFT);
  for (int me = 0; me < 2; me++) {
    const double *restrict inv = D(INVESTMENT, me), *restrict l = D(MEMORY, me);
    EACH s->cost[me][i] = switching_costs_base + switching_costs_investment * inv[i] + switching_costs_memory * l[i] +
                          switching_costs_contract * (double)contract[i] / 12.0;
  }
}
static void bond(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  const double *restrict price = Y(PRICE), *restrict values = Y(VALUE_OVERLAP), *restrict goals = Y(GOAL_FACTOR);
  costs(w, s, lo, n);
  for (int me = 0; me < 2; me++) {
    int you = 1 - me;
    double *restrict outcome = D(OUTCOME, me), *restrict ca = D(COMMITMENT, me), *restrict dep = D(DEPENDENCE, me);
    double *restrict inv = D(INVESTMENT, me), *restrict cc = D(CALCULATIVE, me);
    const double *restrict trust = D(TRUST, me), *restrict sat = D(SATISFACTION, me), *restrict conflict = D(CONFLICT, me);
    double willing = me == 0 ? investment_buyer_willingness : investment_seller_willingness;
    EACH {
      double p = s->performance[me][i], paid = me == 0 ? p - price[i] : price[i] - (1.0 - p);
      double payoff = paid + outcome_intrinsic * ca[i] - outcome_cost + opportunism_gain * s->cheated[me][i] -
                      government_fine * s->breach[you][i];
      double out = outcome[i] + outcome_rate * (payoff - outcome[i]);
      out = MIN(MAX(out, -5.0), 5.0);
      outcome[i] = out;
      dep[i] = logistic(outcome_dependence_slope * (out - s->alternative[me][i] + s->cost[me][i]) - outcome_dependence_offset);
      s->pull[me][i] = logistic(outcome_attractiveness_slope * (out - s->level[me][i]));
    }
    EACH {
      double added = investment_rate * ca[i] * (investment_unmatched + (1.0 - investment_unmatched) * s->seen[me][i]) *
                     willing * (1.0 + government_subsidy);
      inv[i] = share((1.0 - investment_decay) * inv[i] + added * (1.0 - inv[i]));
      double drawn = commitment_trust * trust[i] + commitment_satisfaction * sat[i] + commitment_attractiveness * s->pull[me][i] +
                     commitment_values * values[i] + commitment_pledge * s->seen[me][i];
      double target = goals[i] * drawn - commitment_conflict * conflict[i] * (1.0 - trust[i]);
      ca[i] = share(ca[i] + commitment_rate * (target - ca[i]));
      double gross = s->alternative[me][i] + s->search_cost[i], advantage = outcome[i] - gross;
      double bound = 1.0 - exp_(-(s->cost[me][i] + MAX(advantage, 0.0)) / commitment_calculative_scale);
      cc[i] = share(cc[i] + commitment_rate * (bound - cc[i]));
    }
  }
  for (int me = 0; me < 2; me++) {
    double effort = me == 0 ? relationship_memory_buyer_effort : relationship_memory_seller_effort;
    double *restrict l = D(MEMORY, me), *restrict lo_ = D(SHARED_MEMORY, me), *restrict conflict = D(CONFLICT, me);
    const double *restrict trust = D(TRUST, me), *restrict shared = s->shared[1 - me];
    EACH {
      double gain = relationship_memory_rate * shared[i] * effort * (1.0 - l[i]);
      l[i] = share((1.0 - relationship_memory_decay) * l[i] + gain);
      lo_[i] = share((1.0 - relationship_memory_decay) * lo_[i] + relationship_memory_pass_on * gain);
      double inflow = conflict_dissatisfaction * MAX(-s->episode[me][i], 0.0) + conflict_breach * s->breach[me][i] +
                      conflict_bargaining * (s->bargaining[0][i] * s->bargaining[1][i]);
      conflict[i] = share(conflict[i] + (1.0 - conflict[i]) * inflow -
                          (conflict_resolution + conflict_trust_resolution * trust[i]) * conflict[i]);
    }
  }
  double contact = 0.5 * (forming_buyer_contact + forming_seller_contact);
  const double rates[4] = {distance_social_rate, distance_cultural_rate, distance_technological_rate, distance_time_rate};
  for (int k = 0; k < 4; k++) {
    double *restrict d = Y(k), keep = 1.0 - rates[k] * contact;
    EACH d[i] = share(d[i] * keep);
  }
}
static void read_stage(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  for (int me = 0; me < 2; me++) {
    int you = 1 - me;
    const double *restrict ca = D(COMMITMENT, me);
    float *restrict peak = O(PEAK, me), *restrict velocity = O(VELOCITY, me), *restrict mean = O(PERFORMANCE_MEAN, me);
    float *restrict variance = O(PERFORMANCE_VARIANCE, me), *restrict frequency = O(OPPORTUNISM, me);
    float *restrict flexibility = O(FLEXIBILITY, you);
    EACH {
      peak[i] = (float)MAX((double)peak[i], ca[i]);
      velocity[i] = (float)((double)velocity[i] + (2.0 / 7.0) * (ca[i] - s->before[me][i] - (double)velocity[i]));
      double difference = s->performance[me][i] - (double)mean[i], step = (2.0 / 13.0) * difference;
      mean[i] = (float)((double)mean[i] + step);
      variance[i] = (float)((1.0 - 2.0 / 13.0) * ((double)variance[i] + difference * step));
      frequency[i] = (float)((double)frequency[i] + (2.0 / 7.0) * (s->cheated[me][i] - (double)frequency[i]));
      double moved = (double)flexibility[i] + 0.1 * (s->voiced[you][i] - (double)flexibility[i]);
      flexibility[i] = s->failed[you][i] > 0.5 ? (float)moved : flexibility[i];
    }
  }
  int8_t *restrict stages = w->stages + lo, *restrict previous = w->stages + R + lo, *restrict highest = w->stages + 2 * R + lo;
  int16_t *restrict deliveries = C(DELIVERIES), *restrict dwell = C(DWELL), *restrict plateau = C(PLATEAU), *restrict age = C(AGE);
  const double *restrict c0 = D(COMMITMENT, 0), *restrict c1 = D(COMMITMENT, 1), *restrict t0 = D(TRUST, 0), *restrict t1 = D(TRUST, 1);
  const double *restrict k0 = D(INVESTMENT, 0), *restrict k1 = D(INVESTMENT, 1), *restrict wallet = Y(WALLET_SHARE);
  const float *restrict p0 = O(PEAK, 0), *restrict p1 = O(PEAK, 1), *restrict v0 = O(VELOCITY, 0), *restrict v1 = O(VELOCITY, 1);
  const float *restrict s0 = O(PERFORMANCE_VARIANCE, 0), *restrict s1 = O(PERFORMANCE_VARIANCE, 1);
  EACH {
    double variance = (double)MAX(s0[i], s1[i]);
    double even = 1.0 - MIN(1.0, sqrt(variance) / life_cycle_routine_scale), count = (double)deliveries[i];
    s->settled[i] = count / (count + life_cycle_routine_experience) * even;
  }
  EACH {
    double velocity = 0.5 * ((double)v0[i] + (double)v1[i]);
    int16_t on = (int16_t)MIN(plateau[i] + 1, 32000);
    plateau[i] = fabs(velocity) < life_cycle_plateau_velocity ? on : 0;
    age[i] = (int16_t)MIN(age[i] + 1, 32000);
    dwell[i] = (int16_t)MIN(dwell[i] + 1, 32000);
  }
  EACH {
    double theirs = MIN(s->volume[i] / MAX(s->outside_volume[i], 1e-12), 1.0) * s->outside_count[i];
    int matters = (wallet[i] * s->own_count[i] >= life_cycle_mutual_share) & (theirs >= life_cycle_mutual_share);
    int declining = ((c0[i] <= life_cycle_decline_ratio * (double)p0[i]) & (6.0 * (double)v0[i] < -life_cycle_decline_change)) |
                    ((c1[i] <= life_cycle_decline_ratio * (double)p1[i]) & (6.0 * (double)v1[i] < -life_cycle_decline_change));
    int recovered = (c0[i] >= life_cycle_recovery_ratio * (double)p0[i]) & (c1[i] >= life_cycle_recovery_ratio * (double)p1[i]);
    double ca = MIN(c0[i], c1[i]), trust = MIN(t0[i], t1[i]), inv = MIN(k0[i], k1[i]);
    i64 now = stages[i];
    int stayed = (double)dwell[i] >= life_cycle_dwell, can_fall = (now >= 2) & (now <= 4);
    int falls = ((now == 2) & (ca < life_cycle_development_leave)) | (((now == 3) | (now == 4)) & (ca < life_cycle_long_term_leave));
    int develops = (now == 1) & (ca >= life_cycle_development_commitment) & (trust >= life_cycle_development_trust);
    int matures = (now == 2) & (ca >= life_cycle_long_term_commitment) & (trust >= life_cycle_long_term_trust) &
                  (inv >= life_cycle_long_term_investment) & matters;
    int settles = (now == 3) & (s->settled[i] >= life_cycle_final_routine) & ((double)plateau[i] >= life_cycle_plateau_months);
    i64 moved = (falls & stayed) ? now - 1 : (((develops | matures | settles) & stayed) ? now + 1 : now);
    i64 back = (recovered & stayed) ? previous[i] : 5;
    i64 living = now == 5 ? back : ((declining & can_fall) ? 5 : moved);
    s->moved[i] = now >= 1 ? living : (deliveries[i] >= 1 ? 1 : now);
  }
  EACH {
    int changed = s->moved[i] != stages[i], fell = changed & (s->moved[i] == 5);
    previous[i] = fell ? stages[i] : previous[i];
    dwell[i] = changed ? 0 : dwell[i];
    highest[i] = ((s->moved[i] > highest[i]) & (s->moved[i] != 5)) ? (int8_t)s->moved[i] : highest[i];
    s->flags[i] |= (changed & (stages[i] >= 0)) ? STAGE_CHANGED : 0;
  }
}
static void bearings(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  const double *restrict price = Y(PRICE), *restrict wallet = Y(WALLET_SHARE), *restrict k0 = D(INVESTMENT, 0), *restrict k1 = D(INVESTMENT, 1);
  for (int me = 0; me < 2; me++) {
    const float *restrict flexibility = O(FLEXIBILITY, me), *restrict frequency = O(OPPORTUNISM, me);
    const double *restrict conflict = D(CONFLICT, me);
    EACH {
      double action = sqrt(k0[i] * k1[i]);
      s->together[me][i] = 0.25 * (s->shared[me][i] + action + (double)flexibility[i] + risk_sharing_share);
      double business = me == 0 ? wallet[i] : MIN(s->volume[i] / MAX(s->outside_volume[i], 1e-12), 1.0);
      double partners = me == 0 ? s->own_count[i] : s->outside_count[i], spread = MAX(0.0, 1.0 - business * partners);
      s->against[me][i] = 0.2 * (s->bargaining[me][i] + 2.0 * fabs(price[i] - 0.5) + spread + (double)frequency[i] + conflict[i]);
    }
  }
}
static void leave(World *w, Desk *restrict s, i64 owner_lo, i64 owner_hi, i64 lo, i64 n) {
  const i64 R = w->rows;
  double *restrict honeymoon = Y(HONEYMOON), *restrict wallet = Y(WALLET_SHARE);
  costs(w, s, lo, n);
  for (int me = 0; me < 2; me++) {
    const double *restrict outcome = D(OUTCOME, me), *restrict ca = D(COMMITMENT, me), *restrict cc = D(CALCULATIVE, me);
    i64 flag = me == 0 ? LEFT_0 : LEFT_1;
    EACH {
      double pulled = exit_advantage * (s->alternative[me][i] - outcome[i] - s->cost[me][i]);
      double kept = exit_commitment * (ca[i] - exit_commitment_reference) + honeymoon_effect * honeymoon[i] + exit_calculative * cc[i];
      double chance = logistic(exit_intercept + pulled - kept);
      s->flags[i] |= ((s->departure[me][i] < chance) & (s->live[i] > 0.5)) ? flag : 0;
    }
  }
  double fading = exp_(-0.6931471805599453 / honeymoon_half_life);
  const double *restrict outcome = D(OUTCOME, 0), *restrict ca = D(COMMITMENT, 0);
  EACH {
    s->flags[i] |= ((s->fate[i] < exit_exogenous) & (s->live[i] > 0.5)) ? FATED : 0;
    honeymoon[i] = honeymoon[i] * fading;
    int kept = (s->live[i] > 0.5) & ((s->flags[i] & (LEFT_0 | LEFT_1 | FATED)) == 0);
    double pull = exp_(volume_slope * (outcome[i] + s->cost[0][i] + volume_commitment * ca[i]));
    s->pull_share[i] = kept ? pull : 0.0;
    s->staying[i] = kept ? 1.0 : 0.0;
  }
  for (i64 owner = owner_lo; owner < owner_hi; owner++) {
    i64 start = w->first[owner] - lo, end = w->first[owner + 1] - lo;
    double total = 0.0, held = 0.0;
    for (i64 i = start; i < end; i++) total += s->pull_share[i];
    if (total <= 0.0) continue;
    for (i64 i = start; i < end; i++) {
      double moved = wallet[i] + volume_rate * (s->pull_share[i] / total - wallet[i]);
      wallet[i] = s->pull_share[i] > 0.0 ? moved : 0.0;
      held += wallet[i];
    }
    for (i64 i = start; i < end; i++) wallet[i] = wallet[i] / held;
  }
  int16_t *restrict left = C(CONTRACT_LEFT);
  int16_t again = contract_renew > 0.5 ? (int16_t)contract_months : 0;
  EACH left[i] = left[i] > 1 ? (int16_t)(left[i] - 1) : (left[i] == 1 ? again : 0);
}
static void note(World *w, Desk *restrict s, i64 owner_lo, i64 owner_hi, i64 lo, i64 n) {
  const i64 R = w->rows;
  for (i64 owner = owner_lo; owner < owner_hi; owner++)
    for (i64 row = w->first[owner]; row < w->first[owner + 1]; row++) {
      i64 i = row - lo;
      if (s->live[i] < 0.5) continue;
      i64 *mine = w->sums + 4 * owner, *theirs = w->sums + 4 * w->partner[row];
      mine[0] += fixed(D(OUTCOME, 0)[i]);
      theirs[0] += fixed(D(OUTCOME, 1)[i]);
      mine[1] += fixed(s->performance[1][i]);
      theirs[1] += fixed(s->performance[0][i]);
      mine[2] += 1;
      theirs[2] += 4294967297LL;
      theirs[3] += fixed(s->volume[i]);
    }
  for (int me = 0; me < 2; me++)
    EACH {
      i64 mark = (s->failed[me][i] > 0.5 ? 1 : 0) | (s->recovered[me][i] > 0.5 ? 4 : 0) | (s->breach[me][i] > 0.5 ? 16 : 0);
      s->flags[i] |= s->live[i] > 0.5 ? mark << me : 0;
    }
}
static i64 add(const double *restrict column, const double *restrict live, i64 n) {
  i64 total = 0;
  EACH total += fixed(column[i] * live[i]);
  return total;
}
static inline i64 three_type(double gap, double investment, double commitment, i64 stage) {
  int allied = (investment > typologies_alliance_investment) & (commitment > typologies_alliance_commitment);
  return fabs(gap) > typologies_one_sided_gap ? 3 : (allied ? 2 : (stage >= 2 ? 1 : 0));
}
static void measure(World *w, Desk *restrict s, i64 lo, i64 n) {
  const i64 R = w->rows;
  i64 *m = w->measures;
  const double *restrict values = Y(VALUE_OVERLAP), *restrict price = Y(PRICE);
  EACH {
    if (s->live[i] < 0.5) continue;
    m[DELIVERED]++;
    m[CHEATED] += (i64)(s->cheated[0][i] + s->cheated[1][i]);
    m[BREACHES] += (i64)(s->breach[0][i] + s->breach[1][i]);
    m[FAILURES] += (i64)(s->failed[0][i] + s->failed[1][i]);
    if (s->flags[i] & (LEFT_0 | LEFT_1 | FATED)) { m[ENDED]++; continue; }
    m[LIVING]++;
    m[STAGES_FROM + s->moved[i]]++;
    double c0 = D(COMMITMENT, 0)[i], c1 = D(COMMITMENT, 1)[i], k0 = D(INVESTMENT, 0)[i], k1 = D(INVESTMENT, 1)[i];
    int caught = ((D(CALCULATIVE, 0)[i] > typologies_captive_calculative) & (c0 < typologies_captive_affective)) |
                 ((D(CALCULATIVE, 1)[i] > typologies_captive_calculative) & (c1 < typologies_captive_affective));
    m[CAPTIVE] += caught;
    double faith = (0.5 * (D(TRUST, 0)[i] + D(TRUST, 1)[i]) + values[i] + 0.5 * (c0 + c1)) / 3.0;
    double works = (sqrt(k0 * k1) + 0.5 * (k0 + k1) + 0.5 * (s->shared[0][i] + s->shared[1][i])) / 3.0;
    m[TYPES_FROM + (faith >= typologies_belief ? 2 : 0) + (works >= typologies_action ? 1 : 0)]++;
    double gap = D(DEPENDENCE, 0)[i] - D(DEPENDENCE, 1)[i];
    m[HINES_FROM + three_type(gap, MIN(k0, k1), MIN(c0, c1), s->moved[i])]++;
  }
  for (int me = 0; me < 2; me++) {
    m[SUM_TRUST_0 + me] += add(D(TRUST, me), s->staying, n);
    m[SUM_SATISFACTION_0 + me] += add(D(SATISFACTION, me), s->staying, n);
    m[SUM_COMMITMENT_0 + me] += add(D(COMMITMENT, me), s->staying, n);
    m[SUM_CALCULATIVE] += add(D(CALCULATIVE, me), s->staying, n);
    m[SUM_INVESTMENT] += add(D(INVESTMENT, me), s->staying, n);
    m[SUM_MEMORY] += add(D(MEMORY, me), s->staying, n);
    m[SUM_CONFLICT] += add(D(CONFLICT, me), s->staying, n);
    m[SUM_DEPENDENCE] += add(D(DEPENDENCE, me), s->staying, n);
    m[SUM_OUTCOMES] += add(D(OUTCOME, me), s->staying, n);
    m[SUM_COOPERATION] += add(s->together[me], s->staying, n);
    m[SUM_COMPETITION] += add(s->against[me], s->staying, n);
  }
  m[SUM_DISTANCE] += add(s->distance, s->staying, n);
  m[SUM_ALL_VOLUME] += add(s->volume, s->live, n);
  const double *restrict t0 = D(TRUST, 0), *restrict t1 = D(TRUST, 1);
  i64 gaps = 0, revenue = 0;
  EACH {
    gaps += fixed(fabs(t0[i] - t1[i]) * s->staying[i]);
    revenue += fixed(price[i] * s->volume[i]);
  }
  m[SUM_GAP] += gaps;
  m[SUM_REVENUE] += revenue;
}
static void close_month(World *w, Desk *restrict s, i64 owner_lo, i64 owner_hi, i64 lo) {
  const i64 R = w->rows;
  for (i64 owner = owner_lo; owner < owner_hi; owner++)
    for (i64 row = w->first[owner]; row < w->first[owner + 1]; row++) {
      i64 i = row - lo;
      if (s->live[i] < 0.5 || s->flags[i] == 0) continue;
      w->stages[row] = (int8_t)s->moved[i];
      if ((s->flags[i] & (LEFT_0 | LEFT_1 | FATED)) == 0) continue;
      i64 slot = w->past_next[owner];
      float *past = w->past + (owner * N_PAST + slot) * N_MEMENTO;
      past[0] = (float)w->partner[row];
      for (int k = 0; k < 4; k++) past[1 + k] = (float)Y(k)[i];
      for (int me = 0; me < 2; me++) {
        past[5 + me] = (float)D(MEMORY, me)[i];
        past[7 + me] = (float)D(SHARED_MEMORY, me)[i];
        past[9 + me] = (float)D(DECEPTION, me)[i];
      }
      w->past_next[owner] = (int8_t)((slot + 1) % N_PAST);
      w->stages[row] = -1;
    }
}
void relate(World *w, u64 seed, i64 month, const i64 *blocks, i64 n_blocks) {
  static _Thread_local Desk *s;
  if (!s) s = malloc(sizeof *s);
  for (i64 b = 0; b < n_blocks; b++) {
    i64 owner_lo = blocks[2 * b], owner_hi = blocks[2 * b + 1], lo = w->first[owner_lo], n = w->first[owner_hi] - lo;
    meet(w, s, owner_lo, owner_hi, lo);
    draw(s, seed, (u64)month, n);
    deliver(w, s, lo, n);
    feel(w, s, lo, n);
    bond(w, s, lo, n);
    read_stage(w, s, lo, n);
    bearings(w, s, lo, n);
    leave(w, s, owner_lo, owner_hi, lo, n);
    note(w, s, owner_lo, owner_hi, lo, n);
    measure(w, s, lo, n);
    close_month(w, s, owner_lo, owner_hi, lo);
  }
}
void settle(World *w) {
  for (i64 who = 0; who < w->organisations; who++) {
    i64 *mine = w->sums + 4 * who, served = mine[2] >> 32, n = mine[2] & 0xFFFFFFFFLL;
    double *standing = w->standing + CARD * who, outcome = (double)mine[0], performance = (double)mine[1];
    standing[N_BUYERS] = (double)served;
    standing[VOLUME] = (double)mine[3] / SCALE;
    w->conduct[CARD * who + SHOCK] = 0.0;
    memset(mine, 0, 4 * sizeof *mine);
    if (!n) continue;
    double mean = outcome / SCALE / (double)n;
    standing[LEVEL] = MIN(MAX(standing[LEVEL] + outcome_level_rate * (mean - standing[LEVEL]), -5.0), 5.0);
    standing[SLOW_LEVEL] = MIN(MAX(standing[SLOW_LEVEL] + outcome_slow_level_rate * (mean - standing[SLOW_LEVEL]), -5.0), 5.0);
    standing[REPUTATION] = share(standing[REPUTATION] + organisations_reputation_rate * (performance / SCALE / (double)n - standing[REPUTATION]));
  }
}
