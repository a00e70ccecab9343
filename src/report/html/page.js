(function () {
  "use strict";
  var tools = document.querySelector(".tools");
  if (!tools) { return; }
  var search = tools.querySelector("[type=search]");
  var levels = Array.prototype.slice.call(tools.querySelectorAll("[type=checkbox]"));
  var application = tools.querySelector("[name=application]");
  var sdk = tools.querySelector("[name=sdk]");
  var shown = tools.querySelector("output");
  // Text is put into lower case once; a key press then looks through strings alone.
  var items = Array.prototype.map.call(document.querySelectorAll(".finding"), function (element) {
    return {
      element: element,
      text: element.textContent.toLowerCase(),
      level: element.dataset.level,
      sdk: element.dataset.sdk,
      applications: element.dataset.applications.split(" ")
    };
  });
  var rows = Array.prototype.map.call(document.querySelectorAll("tr[data-applications]"), function (element) {
    return {
      element: element,
      text: element.textContent.toLowerCase(),
      sdk: element.dataset.sdk,
      applications: element.dataset.applications.split(" ")
    };
  });
  function update() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var on = levels.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var fits = function (item) {
      return words.every(function (word) { return item.text.indexOf(word) !== -1; }) &&
        (!application || !application.value || item.applications.indexOf(application.value) !== -1) &&
        (!sdk || !sdk.value || item.sdk === sdk.value);
    };
    var count = 0;
    items.forEach(function (item) {
      var visible = on.indexOf(item.level) !== -1 && fits(item);
      item.element.hidden = !visible;
      count += visible ? 1 : 0;
    });
    rows.forEach(function (item) { item.element.hidden = !fits(item); });
    shown.textContent = count + " / " + items.length;
  }
  tools.addEventListener("input", update);
  tools.addEventListener("submit", function (event) { event.preventDefault(); });
  tools.hidden = false;
  update();
})();
