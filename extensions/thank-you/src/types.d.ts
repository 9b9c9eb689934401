/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />
