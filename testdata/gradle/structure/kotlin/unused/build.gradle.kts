dependencies { implementation("a:notIncluded:1") }
