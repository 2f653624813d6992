/** What the folder of a run is called that began at this time: sorted by name, runs stand in their order. */
export function runFolderName(wall: number): string {
  return new Date(wall).toISOString().replaceAll(':', '-');
}

export function isRunFolderName(name: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/.test(name);
}
