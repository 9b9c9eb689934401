import { NavLink } from "@remix-run/react";

/** What was earned, and what was not: two sides of one book. */
export const EarningsTabs = () => (
  <nav className="subtabs" aria-label="Earnings">
    <NavLink to="/creator/earnings" end>
      Earned
    </NavLink>
    <NavLink to="/creator/uncredited">Not credited</NavLink>
  </nav>
);
