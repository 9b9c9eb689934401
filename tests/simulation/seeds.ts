/** How many seeds a test tries: SIMULATION_SEEDS, else `usual`. Failing ones are named, and each can be tried alone. */
export function seedsFromEnvironment(usual: number): number[] {
  const wanted = Number(process.env["SIMULATION_SEEDS"] ?? usual);
  if (!Number.isSafeInteger(wanted) || wanted < 1) throw new RangeError("SIMULATION_SEEDS: a whole number above 0");
  return Array.from({ length: wanted }, (_, i) => i + 1);
}
