/**
 * Saves a CSV of ours as a file. By `fetch`, which carries the session token; a link in the admin's frame would not.
 */
export async function downloadCsv(path: string): Promise<void> {
  const response = await fetch(path);
  if (!response.ok) {
    shopify.toast.show("The file could not be made. Please try again.", { isError: true });
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "payouts.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
