/** The layer rules of docs/architecture.md. */
const pure = "^node_modules/(zod|temporal-polyfill|@noble/hashes)/";
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^app/domain/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^app/domain/", pure] },
    },
    {
      name: "services-know-ports-only",
      severity: "error",
      from: { path: "^app/services/", pathNot: "\\.test\\.ts$" },
      to: { path: "^app/(adapters|routes|components|server)/|^node_modules/(@remix-run|@prisma|pg|react)/" },
    },
    {
      name: "adapters-do-not-reach-up",
      severity: "error",
      from: { path: "^app/adapters/", pathNot: "\\.test\\.ts$" },
      to: { path: "^app/(routes|components|server)/|^node_modules/(@remix-run|react)/" },
    },
    {
      name: "routes-go-through-services",
      severity: "error",
      from: { path: "^app/(routes|components)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^app/adapters/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "framework-stays-at-the-edge",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(routes|components|server|root|entry)" },
      to: { path: "^node_modules/@remix-run/" },
    },
    {
      name: "app-knows-no-sandbox",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(sandbox/|node_modules/@fairshare/sandbox)" },
    },
    { name: "sandbox-knows-no-app", severity: "error", from: { path: "^sandbox/" }, to: { path: "^app/" } },
    {
      name: "pg-in-the-database-adapter-only",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(adapters/database|server)/" },
      to: { path: "^node_modules/(pg|@prisma|graphile-worker)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "generated/|\\.data/|build/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
