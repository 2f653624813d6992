/** For sorting, by a text that each has. */
export function inOrderOf<One>(textOf: (one: One) => string): (a: One, b: One) => number {
  return (a, b) => {
    const [first, second] = [textOf(a), textOf(b)];
    return first < second ? -1 : Number(first > second);
  };
}

/** `o2` before `o10`. */
export const inOrderOfLinks = inOrderOf(
  ({ link }: { readonly link: string }) => link.slice(0, 1) + link.slice(1).padStart(16, '0'),
);
