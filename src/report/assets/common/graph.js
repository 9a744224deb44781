// Products and what goes into what: on every page that draws chains. The last column of a product is the page's own.

const products = data.products.map(([id, z, e, chain, segment, own], index) => ({ id, zh: z, en: e, chain, segment, own, index }));
const inputs = data.inputs.map(([from, to, essential, group, cost]) => ({ from, to, essential: essential === 1, group, cost }));
const usersOf = products.map(() => []), inputsOf = products.map(() => []);
for (const link of inputs) { usersOf[link.from].push(link); inputsOf[link.to].push(link); }
const chainName = (index) => name(data.chains[index]);
