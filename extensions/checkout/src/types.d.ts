/// <reference types="@shopify/ui-extensions/purchase.checkout.block.render" />
