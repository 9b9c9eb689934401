/** What the app asks of a shop's web pixel. */
export const pixelDocuments = {
  webPixel: /* GraphQL */ `
    query WebPixel {
      webPixel {
        id
        settings
      }
    }
  `,

  webPixelCreate: /* GraphQL */ `
    mutation WebPixelCreate($webPixel: WebPixelInput!) {
      webPixelCreate(webPixel: $webPixel) {
        webPixel {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,

  webPixelUpdate: /* GraphQL */ `
    mutation WebPixelUpdate($id: ID!, $webPixel: WebPixelInput!) {
      webPixelUpdate(id: $id, webPixel: $webPixel) {
        webPixel {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
};
