plugins { id("com.android.application") }
fun DependencyHandler.more() { this.add("implementation", "a:extension:1") } // = implementation a:extension:1 main
dependencies {
    outer@ for (c in listOf("a:loop:1", "a:left:1")) { implementation(c); continue@outer } // = implementation a:loop:1 main; implementation a:left:1 main
    listOf("a:each:1").forEach lit@{ if (it.isEmpty()) return@lit; implementation(it) } // = implementation a:each:1 main
    run block@{ implementation("a:run:1") } // = implementation a:run:1 main
    apply { implementation("a:apply:1") } // = implementation a:apply:1 main
    "a:let:1".let(lit@{ implementation(it) }) // = implementation a:let:1 main
    this.implementation("a:this:1") // = implementation a:this:1 main
    this@dependencies.implementation("a:labelled:1") // = implementation a:labelled:1 main
    project.run { dependencies { this.add("api", "a:inner:1") } } // = api a:inner:1 main
    more()
}
