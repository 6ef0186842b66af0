"""What is asked of a page in a browser: which requests it made, what it said, and what axe-core finds in it."""

import json

WIDTHS = {"phone": 375, "desk": 1280}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def requests(browser):
    """Return the addresses that the page asked for since it was opened."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]


def said(browser):
    """Return what the console was told since the page was opened."""
    return [entry["message"] for entry in browser.get_log("browser")]


def violations(browser, axe, part="html"):
    """Return what axe-core finds against WCAG 2.2 AA, in what a selector names."""
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "axe.run(arguments[1], {runOnly: arguments[0]}).then(arguments[2])", RULES, part
    )
    assert len(found["passes"]) > 10  # it has looked
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
