import { useSearchParams } from "@remix-run/react";
import { Tabs } from "@shopify/polaris";

type Props = { tabs: { id: string; content: string }[]; selected: string };

/** Which part of a list is shown; the address tells, as `show`. Another part begins at its top. */
export function FilterTabs({ tabs, selected }: Props) {
  const [, setSearch] = useSearchParams();
  return (
    <Tabs
      tabs={tabs}
      selected={tabs.findIndex(({ id }) => id === selected)}
      onSelect={(index) => setSearch({ show: tabs[index]?.id ?? selected })}
    />
  );
}
