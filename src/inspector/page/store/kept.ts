/** What was kept for this page the last time. A browser may forbid a page to keep anything: then it is nothing. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`peertape-${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(`peertape-${name}`, text);
  } catch {
    // It holds for as long as the page is open.
  }
}
