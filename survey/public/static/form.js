// A comfort, never a need: keeps what was typed when a phone drops the page, and stops a second press.
// sessionStorage, not localStorage: on a ward's shared tablet nothing may outlive the tab.
(function () {
  "use strict";
  var form = document.querySelector("form"), id = form && form.getAttribute("data-draft"), draft = { id: id }, store, sent;
  function each(list, act) { for (var i = 0; i < list.length; i++) { act(list[i]); } }
  function named(name) { return form.querySelectorAll('[name="' + name + '"]'); }
  function restore(name) {
    var fields = named(name), kept;
    if (!fields.length && name.indexOf("a_") === 0) {
      kept = document.createElement("input");
      kept.type = "hidden"; kept.name = name; kept.value = draft[name];
      form.appendChild(kept);
    }
    each(fields, function (field) {
      if (field.type === "radio") { field.checked = field.value === draft[name]; }
      else if (!field.value) { field.value = draft[name]; }
    });
  }
  function keep(event) {
    var field = event.target;
    if (field.type === "checkbox") { return; }
    draft[field.name] = field.value;
    store.setItem("draft", JSON.stringify(draft));
  }
  try {
    store = window.sessionStorage;
    if (document.body.hasAttribute("data-done")) { store.removeItem("draft"); }
    if (id) {
      var old = JSON.parse(store.getItem("draft"));
      if (old && old.id === id) { draft = old; Object.keys(old).slice(1).forEach(restore); }
      form.addEventListener("input", keep);
      form.addEventListener("change", keep);
    }
  } catch (refused) { /* storage is off: goes on without */ }
  function again() { sent = false; }
  if (form) {
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); }
      sent = true;
      setTimeout(again, 8000);
    });
    window.addEventListener("pageshow", again);
  }
  each(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.onclick = function () { window.print(); };
  });
})();
