// A new case by keyboard alone, inside .st-key-entry: Enter moves on, Ctrl+Enter saves, and the first box is ready when
// the page opens and after a save. Loaded once with the staff pages; without it, Tab and the button work.
(() => {
  const BOXES = "input:not([type=checkbox]), textarea, [role=radiogroup], [data-testid=stButtonGroup], [type=checkbox]";
  const form = () => document.querySelector(".st-key-entry");
  const isOurs = (target) => target.closest?.(".st-key-entry");
  const isShown = (box) => box.offsetParent !== null || box.type === "checkbox";
  const boxes = () => [...form().querySelectorAll("input, textarea, [data-testid=stButtonGroup]")].filter(isShown);
  const button = () => form()?.querySelector("[data-testid=stFormSubmitButton] button");
  const isChoice = (box) => box.getAttribute("role") === "combobox" || box.getAttribute("aria-haspopup") !== null;

  const focus = (box) => (box.matches("input, textarea") ? box : box.querySelector("button"))?.focus();
  const go = (box) => {
    const all = boxes();
    const place = all.findIndex((other) => other === box || other.contains(box));
    const next = all[place + 1];
    if (next) focus(next);
    else button()?.focus();
  };

  // The boxes that begin empty carry the entry's id in their class; a new id means that the last one is saved.
  const fresh = () => form()?.querySelector("[class*=st-key-entry_new_]");
  const id = () => fresh()?.className.match(/st-key-(entry_new_\w+)/)?.[1];
  const first = () => fresh()?.querySelector("input, textarea");
  const unchosen = () => boxes().find((box) => isChoice(box) && !box.value && !fresh().contains(box));
  let known = "", held = 0;
  const look = () => {
    const now = id();
    if (now === known) return;
    const box = now && (known ? first() : first());
    if (!now) { known = ""; return; }
    if (!box) return;
    held = document.activeElement === box ? held + 1 : 0; // the page is drawn in steps, and a step may take it away again
    if (!held) box.focus();
    if (held >= 5) { known = now; held = 0; }
  };
  setInterval(look, 100);
})();
