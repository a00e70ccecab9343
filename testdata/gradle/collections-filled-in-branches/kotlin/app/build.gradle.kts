plugins { id("com.android.application") }
data class Entry(val path: String, val apply: Boolean = false)
val entries = mapOf(
    "first" to Entry("a:first:1"),
    "second" to Entry("a:second:1", apply = true),
    "third" to Entry(path = "a:third:1", apply = true),
)
val chosen = mutableMapOf<String, Entry>()
for ((name, entry) in entries) {
    if (entry.apply) { chosen.put(name, entry) }
}
val names = mutableListOf("a:always:1")
if (project.hasProperty("more")) { names.add("a:more:1") } else { names += "a:less:1" }
names.add("a:after:1")
dependencies {
    chosen.forEach { (name, entry) -> implementation(entry.path) } // = implementation a:second:1 main; implementation a:third:1 main; implementation a:first:1 main
    names.forEach { api(it) } // = api a:always:1 main; api a:more:1 main if; api a:less:1 main if; api a:after:1 main
}
