/**
 * The invariants that SQL can test: each statement returns the rows that break one, as (shop_id, subject, detail), and
 * nothing on a sound database.
 */
export const CHECKS: Readonly<Record<string, string>> = {
  balances_equal_sums: `
    WITH sums AS (
      SELECT shop_id, creator_id, currency, account, sum(change) AS minor FROM (
        SELECT shop_id, creator_id, currency, from_account AS account, -amount_minor AS change FROM transfers
        UNION ALL
        SELECT shop_id, creator_id, currency, to_account, amount_minor FROM transfers) moved
      GROUP BY shop_id, creator_id, currency, account)
    SELECT shop_id, format('creator %s, %s, %s', creator_id, currency, account) AS subject,
      format('kept %s, the transfers sum to %s', coalesce(k.balance_minor, 0), coalesce(s.minor, 0)) AS detail
    FROM account_balances k FULL JOIN sums s USING (shop_id, creator_id, currency, account)
    WHERE coalesce(k.balance_minor, 0) <> coalesce(s.minor, 0)`,

  ledger_sums_to_zero: `
    SELECT shop_id, format('creator %s, %s', creator_id, currency) AS subject, format('the accounts sum to %s', sum(balance_minor)) AS detail
    FROM account_balances GROUP BY shop_id, creator_id, currency HAVING sum(balance_minor) <> 0`,

  orders_equal_commissions: `
    WITH posted AS (
      SELECT shop_id, order_id, creator_id,
        sum(CASE WHEN kind NOT IN ('accrual', 'adjustment') THEN 0 WHEN from_account = 'expense' THEN amount_minor ELSE -amount_minor END) AS amount,
        sum(CASE WHEN to_account = 'payable' THEN amount_minor WHEN from_account = 'payable' THEN -amount_minor ELSE 0 END) AS matured
      FROM transfers WHERE order_id IS NOT NULL AND kind IN ('accrual', 'adjustment', 'release', 'review_held', 'review_lifted')
      GROUP BY shop_id, order_id, creator_id)
    SELECT shop_id, format('order %s, creator %s', order_id, creator_id) AS subject,
      format('the commission is %s, of it %s released; the transfers give %s and %s',
        coalesce(c.amount_minor, 0), coalesce(c.matured_minor, 0), coalesce(p.amount, 0), coalesce(p.matured, 0)) AS detail
    FROM commissions c FULL JOIN posted p USING (shop_id, order_id, creator_id)
    WHERE coalesce(c.amount_minor, 0) <> coalesce(p.amount, 0) OR coalesce(c.matured_minor, 0) <> coalesce(p.matured, 0)`,

  accounts_never_below_zero: `
    SELECT shop_id, format('transfer %s, creator %s, %s', min(id), creator_id, account) AS subject,
      format('the balance fell to %s', min(running)) AS detail
    FROM (
      SELECT id, shop_id, creator_id, currency, account,
        sum(change) OVER (PARTITION BY shop_id, creator_id, currency, account ORDER BY batch, id) AS running,
        last_value(id) OVER (PARTITION BY shop_id, creator_id, currency, account, batch ORDER BY id
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) = id AS settled
      FROM (
        -- posted_at tells which belong together, not which came first: it is when a transaction began, and one that
        -- began early may have waited long for its shop. Numbers are given out in sequence.
        SELECT *, min(id) OVER (PARTITION BY shop_id, posted_at) AS batch FROM (
          SELECT id, shop_id, creator_id, currency, from_account AS account, -amount_minor AS change, posted_at FROM transfers
          UNION ALL
          SELECT id, shop_id, creator_id, currency, to_account, amount_minor, posted_at FROM transfers) sides) moved
      WHERE account IN ('pending', 'in_transit', 'paid')) runs
    WHERE running < 0 AND settled
    GROUP BY shop_id, creator_id, currency, account`,

  payouts_leave_payable_sound: `
    SELECT shop_id, format('transfer %s, creator %s', id, creator_id) AS subject,
      format('the payout left %s payable', running) AS detail
    FROM (
      SELECT id, shop_id, creator_id, kind,
        sum(change) OVER (PARTITION BY shop_id, creator_id, currency ORDER BY id) AS running
      FROM (
        SELECT id, shop_id, creator_id, currency, kind,
          CASE WHEN to_account = 'payable' THEN amount_minor ELSE -amount_minor END AS change
        FROM transfers WHERE 'payable' IN (from_account, to_account)) moved) runs
    WHERE kind = 'payout_started' AND running < 0`,

  payouts_equal_what_left: `
    WITH out AS (
      SELECT shop_id, creator_id, currency, sum(balance_minor) AS minor FROM account_balances
      WHERE account IN ('in_transit', 'paid') GROUP BY shop_id, creator_id, currency),
    meant AS (
      SELECT shop_id, creator_id, currency, sum(amount_minor) AS minor FROM payouts
      WHERE state IN ('approved', 'submitted', 'unknown', 'paid') GROUP BY shop_id, creator_id, currency)
    SELECT shop_id, format('creator %s, %s', creator_id, currency) AS subject,
      format('%s in transit or paid, the payouts not failed come to %s', coalesce(o.minor, 0), coalesce(m.minor, 0)) AS detail
    FROM out o FULL JOIN meant m USING (shop_id, creator_id, currency)
    WHERE coalesce(o.minor, 0) <> coalesce(m.minor, 0)`,

  no_payout_started_twice: `
    SELECT shop_id, format('payout %s', payout_id) AS subject, format('started %s times', count(*)) AS detail
    FROM transfers WHERE kind = 'payout_started' GROUP BY shop_id, payout_id HAVING count(*) > 1`,

  no_order_in_two_shops: `
    SELECT min(shop_id) AS shop_id, format('order %s', order_id) AS subject, format('is in %s shops', count(*)) AS detail
    FROM order_states GROUP BY order_id HAVING count(*) > 1`,

  releases_belong_to_a_commission_or_award: `
    SELECT t.shop_id, format('transfer %s', t.id) AS subject, 'releases money that no commission and no award has' AS detail
    FROM transfers t LEFT JOIN commissions c ON c.shop_id = t.shop_id AND c.order_id = t.order_id AND c.creator_id = t.creator_id
    LEFT JOIN awards a ON a.shop_id = t.shop_id AND a.id = t.award_id AND a.creator_id = t.creator_id
    WHERE t.kind = 'release' AND num_nonnulls(c.order_id, a.id) <> 1`,

  awards_equal_transfers: `
    SELECT coalesce(a.shop_id, t.shop_id) AS shop_id, format('award %s', coalesce(a.id, t.award_id)) AS subject,
      format('it was granted, released, withdrawn %s, %s, %s times, with %s transfers that are not its own',
        count(t.id) FILTER (WHERE t.kind IN ('bonus', 'bounty')), count(t.id) FILTER (WHERE t.kind = 'release'),
        count(t.id) FILTER (WHERE t.kind = 'adjustment'), count(t.id) FILTER (WHERE t.foreign_to_it)) AS detail
    FROM awards a FULL JOIN (
      SELECT t.*, (t.creator_id, t.currency, t.amount_minor) IS DISTINCT FROM (a.creator_id, a.currency, a.amount_minor)
        OR (t.kind IN ('bonus', 'bounty') AND t.kind::text <> a.kind::text) AS foreign_to_it
      FROM transfers t LEFT JOIN awards a ON a.shop_id = t.shop_id AND a.id = t.award_id
      WHERE t.award_id IS NOT NULL OR t.kind IN ('bonus', 'bounty')) t ON t.shop_id = a.shop_id AND t.award_id = a.id
    GROUP BY a.shop_id, a.id, t.shop_id, t.award_id
    HAVING count(t.id) FILTER (WHERE t.kind IN ('bonus', 'bounty')) <> 1
      OR count(t.id) FILTER (WHERE t.kind = 'release') <> (max(a.released_at) IS NOT NULL)::int
      OR count(t.id) FILTER (WHERE t.kind = 'adjustment') <> (max(a.withdrawn_at) IS NOT NULL)::int
      OR bool_or(t.foreign_to_it)`,

  reviews_hold_what_they_should: `
    SELECT c.shop_id, format('order %s, creator %s', c.order_id, c.creator_id) AS subject,
      CASE WHEN r.decision IS NULL THEN format('would be released at %s, its review ends at %s', c.matures_at, r.ends_at)
        ELSE format('is found to be the creator''s own order and pays %s', c.amount_minor) END AS detail
    FROM order_reviews r JOIN commissions c USING (shop_id, order_id, creator_id)
    WHERE (r.decision IS NULL AND c.matures_at < r.ends_at) OR (r.decision = 'own_order' AND c.amount_minor > 0)`,

  running_totals_equal_sums: `
    SELECT DISTINCT ON (shop_id, offer_id) shop_id, format('offer %s, position %s', offer_id, position) AS subject,
      format('the running total says %s, its changes sum to %s', offer_amount_minor, summed) AS detail
    FROM (
      SELECT shop_id, offer_id, position, offer_amount_minor,
        sum(amount_minor) OVER (PARTITION BY shop_id, offer_id ORDER BY position) AS summed
      FROM credit_series) s
    WHERE summed <> offer_amount_minor ORDER BY shop_id, offer_id, position`,
};
