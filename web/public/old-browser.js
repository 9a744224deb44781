// Runs before everything else, in the oldest JavaScript there is: a browser below the floor gets a plain page
// that says which version it is and which is needed, instead of a broken one.
function tellOldBrowsers() {
  var needed = 109;
  var found = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  var works = "noModule" in document.createElement("script") && typeof Array.prototype.at === "function";

  function sayWhatIsNeeded() {
    var has = found ? "Chromium " + found[1] : navigator.userAgent;
    document.body.innerHTML =
      '<div style="max-width:36em;margin:15vh auto;padding:0 24px;font:16px/1.7 sans-serif">' +
      "<h1>Tenon 榫卯</h1><p></p>" +
      "<p>需要 Chromium " +
      needed +
      " 或更新的内核。请向本单位管理员索取新版浏览器。</p>" +
      "<p>Chromium " +
      needed +
      " or newer is needed. Ask your administrator for a newer browser.</p></div>";
    document.body.getElementsByTagName("p")[0].textContent = "当前浏览器 / This browser: " + has;
  }

  if ((found && Number(found[1]) < needed) || !works) {
    document.addEventListener("DOMContentLoaded", sayWhatIsNeeded);
  }
}
tellOldBrowsers();
