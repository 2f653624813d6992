/** How many times as long the tests run that do one thing again and again; `PEERTAPE_SOAK=10` for a night. */
export const ROUNDS_FACTOR: number = Number(process.env['PEERTAPE_SOAK'] ?? 1);
