declare module "virtual:boundaries" {
  /** By city code: rings as steps in thousandths of a degree, longitude and latitude in turn. */
  const cities: Record<string, number[][]>;
  export default cities;
}
