// Words, numbers and times as the page's language has them. The words themselves stand in the page.

const language = document.documentElement.lang;

/** A sentence of the page by its name; `%1` in it stands for the value. */
export function say(name, value = "") {
  for (const words of document.querySelectorAll("template.words")) {
    const found = words.content.querySelector(`[data-word="${name}"]`);
    if (found) return found.textContent.replace("%1", value);
  }
  return "";
}

export const count = (number) => new Intl.NumberFormat(language).format(number);

/** Day and time by the phone's own zone. */
export const time = (at) =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

/** How long ago, in the largest fitting unit. */
export function ago(at) {
  const minutes = Math.round((Date.parse(at) - Date.now()) / 60_000);
  const [value, unit] =
    Math.abs(minutes) < 60 ? [minutes, "minute"] : Math.abs(minutes) < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(value, unit);
}

/** A stretch of time: hours, or minutes where it is short. */
export function stretch(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const [value, unit] = minutes < 90 ? [minutes, "minute"] : [Math.round(minutes / 6) / 10, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 }).format(value);
}

/** What to say of a clock that is wrong, or nothing. */
export function clock(skew) {
  if (!skew || Math.abs(skew) < 300_000) return "";
  return say(skew > 0 ? "clock-ahead" : "clock-behind", stretch(skew));
}

/** An element with a text. */
export function make(name, text = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Asks before something that cannot be taken back; false unless the person says so. */
export function ask(question, go, more) {
  return new Promise((resolve) => {
    const dialog = make("dialog", "", { "aria-labelledby": "question" });
    const buttons = make("form", "", { method: "dialog", class: "buttons" });
    buttons.append(make("button", go, { value: "go" }), make("button", say("stay"), { value: "stay", class: "primary", autofocus: "" }));
    dialog.append(make("p", question, { id: "question" }), ...(more ? [more] : []), buttons);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
