import { List, Text } from "@shopify/polaris";
import { OLD_APPS, embedLine } from "#app/domain/invitation/old-links.ts";
import { TitledCard } from "../titled-card.tsx";

/** What an import does and does not do, before anybody is asked. */
export const AboutImport = () => (
  <TitledCard title="What happens">
    <List>
      <List.Item>Each creator gets one mail, reads your terms and accepts them with one tap, or says no.</List.Item>
      <List.Item>
        Nothing counts for a creator before they accept: orders from now until then are not credited to them here.
      </List.Item>
      <List.Item>
        A code that exists in your store stays as it is, in its own discount; it is not made a second time. Any other is
        made when its creator accepts.
      </List.Item>
      <List.Item>Old links go on. For that, one line goes into the app embed of your theme (below).</List.Item>
      <List.Item>Balances stay where they were earned. Importing a file again invites nobody twice.</List.Item>
    </List>
    <Text as="h3" variant="headingSm">
      For the app embed: “Links of the app you come from”
    </Text>
    <List>
      {OLD_APPS.map(({ name, parameter }) => (
        <List.Item key={parameter}>
          {name}: <code>{embedLine(parameter)}</code>
        </List.Item>
      ))}
      <List.Item>
        Another app whose links carry <code>word</code>: <code>{embedLine("word")}</code>
      </List.Item>
    </List>
  </TitledCard>
);
