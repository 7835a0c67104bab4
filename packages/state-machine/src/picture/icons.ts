/** Outlines of 18 by 18 pixels, by state type. */
export const icons: Readonly<Record<string, string>> = {
  Task: 'M3 2h12v14H3z M6 6h6 M6 9h6 M6 12h3',
  Pass: 'M2 9h13 M11 5l4 4-4 4',
  Choice: 'M9 1l8 8-8 8-8-8z M9 6v4 M9 12v.5',
  Wait: 'M9 1a8 8 0 1 0 .01 0z M9 4v5l3 3',
  Succeed: 'M9 1a8 8 0 1 0 .01 0z M5 9l3 3 5-6',
  Fail: 'M9 1a8 8 0 1 0 .01 0z M6 6l6 6 M12 6l-6 6',
  Parallel: 'M9 1v4 M3 8V5h12v3 M3 8v6 M9 5v9 M15 8v6 M3 14h0 M9 14v3',
  Map: 'M2 5h10v10H2z M5 5V2h10v10h-3',
};
