"""What a page, a slide and a paper say of one thing, made once: words, pictures with their alt texts, tables."""
