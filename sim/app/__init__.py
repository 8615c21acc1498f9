"""The browser page for instructors: two worlds on the same luck, drawn where they are looked at.

What is shown is computed here without the page (``worlds``, ``lives``, ``reveal``, ``take_home``); ``desk`` is one
tab's state; ``page`` and the ``.vue`` files beside it are the only ones that know Solara.
"""
