import { useSearchParams } from "@remix-run/react";
import { Pagination } from "@shopify/polaris";

/** Goes on to the next slice of a list, or back to its beginning; the address tells where one is. */
export function Pager({ next, label }: { next: string | null; label: string }) {
  const [search, setSearch] = useSearchParams();
  const isFirst = !search.has("after");
  if (isFirst && next === null) return null;
  const go = (after: string | null) =>
    setSearch((known) => {
      const changed = new URLSearchParams(known);
      if (after === null) changed.delete("after");
      else changed.set("after", after);
      return changed;
    });
  return (
    <Pagination
      accessibilityLabel={label}
      hasPrevious={!isFirst}
      previousTooltip="Back to the newest"
      onPrevious={() => go(null)}
      hasNext={next !== null}
      onNext={() => go(next)}
    />
  );
}
