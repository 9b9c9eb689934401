import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { OfferCard, type OfferCardProps } from "#app/components/portal/offer-card.tsx";
import { Empty, Field } from "#app/components/portal/pieces.tsx";
import { earningsHeadline, savingHeadline } from "#app/domain/wording/earnings-in-words.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { browseOffers } from "#app/services/offers/browse-offers.ts";
import type { OpenOffer } from "#app/services/ports/creator-offers.ts";

export const meta: MetaFunction = () => [{ title: "Offers · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { searchParams } = new URL(request.url);
  const filter = { text: searchParams.get("q") ?? "", savingOnly: searchParams.has("saving") };
  const after = searchParams.get("after");
  const page = await browseOffers(context.container.creators, { creatorId: account.id, filter, after });
  return { filter, isFirst: after === null, offers: page.items.map(cardOf), more: moreOf(searchParams, page.next) };
}

function cardOf(offer: OpenOffer): OfferCardProps {
  const formats = formatsOf(offer.version.currency, offer.timeZone);
  return {
    id: offer.id,
    name: offer.name,
    brandName: offer.brandName,
    shopDomain: offer.shopDomain,
    description: offer.description,
    earn: earningsHeadline(offer.version.rule, formats),
    save: savingHeadline(offer.version.shopperTerms, formats),
    joined: offer.mine.partnershipId !== null,
    applied: offer.mine.application?.state === "submitted",
  };
}

function moreOf(current: URLSearchParams, next: string | null): string | null {
  if (next === null) return null;
  const query = new URLSearchParams(current);
  query.set("after", next);
  return `?${query}`;
}

export default function OffersPage() {
  const { filter, isFirst, offers, more } = useLoaderData<typeof loader>();
  const filtered = filter.text !== "" || filter.savingOnly;
  return (
    <div className="page">
      <div className="stack">
        <h1>Offers</h1>
        <p className="lead">Brands that look for creators. Open one to read its terms; they are five lines.</p>
      </div>
      <search>
        <Form method="get" className="filters">
          <Field id="q" label="Search by brand or words">
            <input id="q" name="q" type="search" defaultValue={filter.text} maxLength={80} />
          </Field>
          <label className="check">
            <input type="checkbox" name="saving" value="1" defaultChecked={filter.savingOnly} />
            Shoppers save
          </label>
          <button className="button second" type="submit">
            Search
          </button>
        </Form>
      </search>
      {offers.length === 0 ? <None filtered={filtered || !isFirst} /> : null}
      <ul className="cards two">
        {offers.map((offer) => (
          <OfferCard key={offer.id} {...offer} />
        ))}
      </ul>
      {more === null ? null : (
        <Link className="button second" to={more}>
          More offers
        </Link>
      )}
    </div>
  );
}

const None = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No offer fits">
      <p className="soft">Try other words, or look at all of them.</p>
      <Link to="/creator/offers">Show all offers</Link>
    </Empty>
  ) : (
    <Empty title="No brand has an open offer right now">
      <p className="soft">New ones appear here as soon as a brand publishes them.</p>
    </Empty>
  );

export { PortalError as ErrorBoundary };
