/** What js-libp2p 3 needs of a newer Node.js than 20; loaded with `--import` before it. */
if (!('withResolvers' in Promise)) {
  Object.defineProperty(Promise, 'withResolvers', { configurable: true, value: withResolvers });
}

/** @this {PromiseConstructor} */
function withResolvers() {
  let resolve;
  let reject;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
