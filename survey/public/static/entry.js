// A new case by keyboard alone, inside .st-key-entry: Enter and Tab move from box to box, a digit takes that option of
// those side by side, Ctrl+Enter saves, and a box is ready when the page opens and after a save. Loaded once with the
// staff pages; without it, Tab and the button work.
(() => {
  const form = () => document.querySelector(".st-key-entry");
  const boxes = () => [...form().querySelectorAll("input, textarea, [role=radiogroup], [role=toolbar]")];
  const button = () => form()?.querySelector("[data-testid=stFormSubmitButton] button");
  const isChoice = (box) => box.getAttribute("role") === "combobox";
  const group = (target) => target.closest("[role=radiogroup], [role=toolbar]");

  const focus = (box) => {
    const chosen = box.querySelector("[aria-checked=true]") ?? box.querySelector("button") ?? box;
    chosen.focus();
    if (box.tagName === "INPUT" && box.type === "text") box.select();
  };
  const placeOf = (target) => boxes().indexOf(group(target) ?? target);
  const go = (place) => (boxes()[place] ? focus(boxes()[place]) : button()?.focus());

  // A choice is sent at once, and the page drawn anew may take the focus away: it is held until the page is quiet.
  let holding = 0;
  const goAndHold = (place, from) => {
    let looks = 30, held = 0;
    const look = () => {
      const now = document.activeElement, box = boxes()[place];
      const isThere = box && (box === now || box.contains(now));
      held = isThere ? held + 1 : 0;
      if (!isThere && (now === document.body || now === from || !from.isConnected)) go(place);
      if (held < 10 && looks-- > 0) holding = setTimeout(look, 50);
    };
    look();
  };

  // The boxes that begin empty carry the entry's id in their class; a new id means that the last one is saved.
  const fresh = () => form()?.querySelector("[class*=st-key-entry_new_]");
  const id = () => fresh()?.className.match(/st-key-(entry_new_\w+)/)?.[1] ?? "";
  let known = "", held = 0, gone = 0;
  setInterval(() => {
    const now = id();
    gone = now ? 0 : gone + 1;
    if (gone > 10) known = ""; // somebody has gone elsewhere; a page that is drawn anew is gone for a moment only
    if (!now || now === known) return;
    const box = (known ? fresh() : form()).querySelector("input, textarea");
    if (!box) return;
    held = document.activeElement === box ? held + 1 : 0; // the page is drawn in steps; a step may take the focus away
    if (!held) focus(box);
    if (held >= 5) { known = now; held = 0; }
  }, 100);

  const found = () => { known = id(); held = 0; }; // whoever types has found the box
  document.addEventListener("input", (event) => { if (event.target.closest?.(".st-key-entry")) found(); }, true);
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    clearTimeout(holding);
    if (!target.closest?.(".st-key-entry") || event.isComposing) return;
    found();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (!target.closest("[data-testid=stForm]")) target.blur(); // what stands in it is sent before the form is
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = placeOf(target);
    if (place < 0) return;
    const next = event.key === "Tab" && event.shiftKey ? place - 1 : place + 1;
    if (event.key === "Tab" && next >= 0) {
      go(next);
      event.preventDefault();
    } else if (event.key === "Enter" && isChoice(target)) {
      holding = setTimeout(() => goAndHold(next, target)); // once it has taken the option
    } else if (event.key === "Enter" && target.tagName === "INPUT" && target.type !== "checkbox") {
      go(next);
      event.preventDefault();
    } else if (group(target) && /^[1-9]$/.test(event.key)) {
      group(target).querySelectorAll("button")[event.key - 1]?.click();
      if (group(target).getAttribute("role") === "radiogroup") go(next);
      event.preventDefault();
    }
  }, true);
})();
