// Each answer of a sheet is sent to the server as it is typed, and is held in this tab until the server has it:
// a reload, a dropped connection or a restart of the server loses nothing. Loaded once with the staff pages.
(() => {
  const STORE = "lianxin-draft", FIRST_WAIT = 300, LONGEST_WAIT = 5000, LONGEST_ANSWER = 15000, LOOKS = 60;
  const head = () => { try { return JSON.parse(document.querySelector("#draft")?.dataset.head); } catch { return null; } };
  const words = () => JSON.parse(document.querySelector("#draft")?.dataset.words || "{}");
  const held = () => { try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; } };
  const hold = (sheets) => { try { sessionStorage.setItem(STORE, JSON.stringify(sheets)); } catch { /* full or off */ } };
  const box = (sheet, key) => {
    const place = `.st-key-answer_${sheet}_${key}`;
    return document.querySelector(`${place} input, ${place} textarea`);
  };

  let waiting = held(); // sheet -> what the server does not have yet: head, answers, number
  const fromBefore = new Set(Object.keys(waiting)); // typed before this page was loaded
  let early = {}; // sheet -> what was typed before the page said what the sheet is about
  let arrived = null; // what the server has just taken, until the page is seen to show it
  let sending = false, wait = FIRST_WAIT, timer, lastHead = "";

  const say = (state) => {
    const place = document.querySelector("#draft .state");
    if (place) place.textContent = words()[state]?.replace("{time}", new Date().toLocaleTimeString("zh-CN")) || "";
  };
  const later = (milliseconds) => { clearTimeout(timer); timer = setTimeout(send, milliseconds); };

  const add = (now, answers) => {
    const before = waiting[now.sheet]?.answers;
    waiting[now.sheet] = { head: now, answers: { ...before, ...answers }, number: Date.now() };
    lastHead = JSON.stringify(now);
    hold(waiting);
    if (!sending) later(wait);
  };

  const send = async () => {
    const sheet = Object.keys(waiting)[0];
    if (!sheet || sending) return;
    sending = true;
    const item = waiting[sheet];
    let status = 0;
    try {
      const body = JSON.stringify({ ...item.head, answers: item.answers, number: item.number });
      const headers = { "Content-Type": "application/json" }, signal = AbortSignal.timeout(LONGEST_ANSWER);
      status = (await fetch("./draft", { method: "POST", body, headers, signal })).status;
    } catch { /* no answer: tried again */ }
    sending = false;
    done(sheet, item, status);
  };

  const done = (sheet, item, status) => {
    const isTaken = status === 204 || status === 410 || status === 400 || status === 403;
    if (isTaken && waiting[sheet] === item) delete waiting[sheet];
    hold(waiting);
    wait = isTaken ? FIRST_WAIT : Math.min(LONGEST_WAIT, wait * 2);
    say(status === 204 || status === 410 ? "kept" : status === 401 ? "out" : isTaken ? "refused" : "waiting");
    if (status === 204 && !waiting[sheet]) {
      arrived = { sheet, answers: item.answers, isFromBefore: fromBefore.delete(sheet), looks: LOOKS };
    }
    if (Object.keys(waiting).length) later(wait);
  };

  // A page that was drawn before an answer arrived lacks it, and would save the sheet without: it is drawn again.
  const look = () => {
    const now = head();
    if (!arrived || waiting[arrived.sheet]) return;
    if (arrived.looks-- <= 0) { arrived = null; return; }
    if (!now) return; // not drawn yet, or another page
    const boxes = Object.keys(arrived.answers).map((key) => [box(arrived.sheet, key), arrived.answers[key]]);
    const isHere = now.sheet === arrived.sheet;
    if (isHere && boxes.some(([found]) => !found)) return;
    const lacks = isHere ? boxes.some(([found, text]) => found.value !== text) : arrived.isFromBefore && !lastHead;
    const address = new URL(location.href);
    address.searchParams.set("sheet", arrived.sheet);
    arrived = null;
    if (lacks) location.replace(address);
  };

  document.addEventListener("input", (event) => {
    const found = event.target.closest?.("[class*=st-key-answer_]")?.className.match(/st-key-answer_([0-9a-f]+)_(\S+)/);
    if (!found) return;
    early[found[1]] = { ...early[found[1]], [found[2]]: event.target.value };
    take();
  });
  // The boxes may stand a moment before what the page says of their sheet.
  const take = () => {
    const now = head();
    if (!now || !early[now.sheet]) return;
    add(now, early[now.sheet]);
    early = {};
  };

  // Another area or another day of a sheet that has answers is part of the draft, too.
  setInterval(() => {
    take();
    const now = head();
    if (now && lastHead && JSON.parse(lastHead).sheet === now.sheet && JSON.stringify(now) !== lastHead) add(now, {});
    look();
  }, 500);
  if (Object.keys(waiting).length) later(0);
})();
