import { BlockStack, Card, InlineGrid, Link, Text } from "@shopify/polaris";

const links = [
  {
    title: "Coming from another app?",
    about: "Bring your creators along: their codes, rates and old links go on once they accept your terms.",
    link: { text: "Bring your creators", url: "/app/import" },
  },
  {
    title: "Messages from Shopify",
    about: "What could not be used of what Shopify sent is kept with its reason, and can be tried again.",
    link: { text: "Messages set aside", url: "/app/deliveries" },
  },
  {
    title: "Privacy",
    about: "Customers who asked what is stored or to be forgotten, and when that was done.",
    link: { text: "Privacy requests", url: "/app/privacy" },
  },
];

/** Pages that one needs now and then. */
export const SettingsLinks = () => (
  <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
    {links.map(({ title, about, link }) => (
      <Card key={link.url}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {about}
          </Text>
          <Link url={link.url}>{link.text}</Link>
        </BlockStack>
      </Card>
    ))}
  </InlineGrid>
);
