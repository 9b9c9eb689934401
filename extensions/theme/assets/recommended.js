/* Fills "Recommended by creators" as the shopper nears it; an empty one goes away before it is seen. */
/* oxlint-disable unicorn/consistent-function-scoping -- a classic script shares its outer scope with the theme's */
(() => {
  const fill = async (block) => {
    const list = block.querySelector("ul");
    try {
      const answer = await fetch(block.dataset.url);
      const { creators } = await answer.json();
      for (const { name, about } of creators) {
        const item = list.appendChild(document.createElement("li"));
        item.appendChild(document.createElement("strong")).textContent = name;
        if (about) item.appendChild(document.createElement("span")).textContent = about;
      }
    } catch {
      // No answer is no recommendation.
    }
    block.hidden = !list.children.length;
  };
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        fill(target);
      }
    },
    { rootMargin: "600px" },
  );
  document.querySelectorAll(".creator-recommended[data-url]").forEach((block) => near.observe(block));
})();
