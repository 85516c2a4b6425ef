"use strict";

// Sorts, filters and searches the table of action items. The page says the same without it: what
// only works here (buttons in the table's head, the controls above it) appears only here.

const table = document.getElementById("items");
const search = document.getElementById("search");
const filters = [...document.querySelectorAll("select.filter")];
const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function itemsOf(body) {
  return [...body.rows].filter((row) => row.classList.contains("item"));
}

function keyOf(row, column, isNumber) {
  const cell = row.cells[column];
  const text = cell.dataset.key ?? cell.textContent.trim();
  if (text === "") return null;
  return isNumber ? Number(text) : text;
}

// What is empty comes last, whichever way the rest is sorted.
function compare(one, other, sign) {
  if (one === null || other === null) return (one === null) - (other === null);
  return sign * (typeof one === "number" ? one - other : words.compare(one, other));
}

function sort(head, direction) {
  const isNumber = head.dataset.sort === "number";
  const sign = direction === "descending" ? -1 : 1;
  for (const body of table.tBodies) {
    const keyed = itemsOf(body).map((row) => [keyOf(row, head.cellIndex, isNumber), row]);
    keyed.sort(([one], [other]) => compare(one, other, sign));
    const sorted = document.createDocumentFragment();
    for (const [, row] of keyed) sorted.append(row);
    body.append(sorted);
  }
  for (const other of heads()) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction);
  showDirection();
  say();
}

function heads() {
  return [...table.tHead.rows[0].cells];
}

function sortedHead() {
  return heads().find((head) => head.hasAttribute("aria-sort"));
}

function turned(head) {
  return head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
}

// The numbers that are asked for most begin with the largest: who is longest overdue?
function firstDirection(head) {
  const isLargestFirst = head.classList.contains("late") || head.classList.contains("slips");
  return isLargestFirst ? "descending" : "ascending";
}

function next(head) {
  return head.hasAttribute("aria-sort") ? turned(head) : firstDirection(head);
}

function addSorting() {
  const choice = document.getElementById("sort-column");
  const direction = document.getElementById("sort-direction");
  choice.append(new Option("as listed", ""));
  for (const head of heads()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, next(head)));
    choice.append(new Option(head.textContent, head.cellIndex));
    head.replaceChildren(button);
  }
  choice.addEventListener("change", () => {
    const head = heads()[choice.value];
    if (choice.value !== "") sort(head, firstDirection(head));
  });
  direction.addEventListener("click", () => {
    const head = sortedHead();
    if (head) sort(head, turned(head));
  });
  showDirection();
}

function showDirection() {
  const head = sortedHead();
  const choice = document.getElementById("sort-column");
  const direction = document.getElementById("sort-direction");
  choice.value = head ? head.cellIndex : "";
  choice.options[0].hidden = Boolean(head);
  direction.textContent = head ? head.getAttribute("aria-sort") : "ascending";
  direction.disabled = !head;
}

const texts = new Map();

function textOf(row) {
  if (!texts.has(row)) texts.set(row, plain(row.textContent));
  return texts.get(row);
}

function choose() {
  const tags = filters.map((each) => each.value).filter(Boolean);
  const wanted = plain(search.value).split(/\s+/).filter(Boolean);
  for (const body of table.tBodies) {
    let isEmpty = true;
    for (const row of itemsOf(body)) {
      const own = row.dataset.tags.split(" ");
      row.hidden = !(
        tags.every((tag) => own.includes(tag)) &&
        wanted.every((word) => textOf(row).includes(word))
      );
      isEmpty = isEmpty && row.hidden;
    }
    body.hidden = isEmpty;
  }
  document.getElementById("clear").hidden = !(tags.length || wanted.length);
  say();
}

function clear() {
  search.value = "";
  for (const each of filters) each.value = "";
  choose();
  search.focus();
}

// An item with several owners may stand in several groups; it is one item all the same.
function number(rows) {
  return new Set(rows.map((row) => row.dataset.item)).size;
}

function say() {
  const rows = [...table.tBodies].flatMap(itemsOf);
  const head = sortedHead();
  const order = head ? `, sorted by ${head.textContent}, ${head.getAttribute("aria-sort")}` : "";
  const shown = number(rows.filter((row) => !row.hidden));
  document.getElementById("shown").textContent = `${shown} of ${number(rows)} shown${order}`;
}

function addFiltering() {
  search.addEventListener("input", choose);
  for (const each of filters) each.addEventListener("change", choose);
  document.getElementById("clear").addEventListener("click", clear);
  for (const link of document.querySelectorAll("a[data-tag]")) {
    link.addEventListener("click", () => {
      search.value = "";
      for (const each of filters) {
        const has = [...each.options].some((option) => option.value === link.dataset.tag);
        each.value = has ? link.dataset.tag : "";
      }
      choose();
    });
  }
  document.querySelector(".controls").hidden = false;
}

if (table) {
  addSorting();
  addFiltering();
  choose(); // a browser may have kept what was typed before the page was opened again
}
