import { createContext, useContext } from "react";

/** The nonce that this document's scripts carry. In the browser it is empty: browsers hide it from scripts. */
export const NonceContext = createContext<string>("");

export const useNonce = (): string => useContext(NonceContext);
