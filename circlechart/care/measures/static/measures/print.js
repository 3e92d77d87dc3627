// The page was asked for to be printed: the browser's own dialog, once everything stands.
addEventListener("load", () => window.print(), { once: true });
if (document.readyState === "complete") window.print();
