import com.acme.Deps
import com.acme.Deps.common
import com.acme.dependUmeng
plugins { id("acme.java") }
fun safe(prop: String, fallback: String): String =
    if (rootProject.extra.has(prop)) rootProject.extra[prop] as String else fallback
val support: Map<String, String> by rootProject.extra
dependencies {
    dependUmeng() // ^caller
    implementation(common) // = implementation com.umeng.umsdk:common:9.6.8 main
    support.values.forEach { implementation(it) } // = implementation a:core:1 main; implementation a:ui:1 main
    support.forEach { (_, value) -> api(value) } // = api a:core:1 main; api a:ui:1 main
    with(Deps) { implementation("a:byName:1") } // = implementation a:byName:1 main
    implementation("a:closure:" + listOf("1", "3").last()) // = implementation a:closure:3 main
    implementation(buildString { append("x") }) // ! buildString
    implementation("a:old:${5}") // = implementation a:old:5 main
    implementation("a:gradle:8") // = implementation a:gradle:8 main
    implementation("a:safe:${safe("absent", "1.0")}") // = implementation a:safe:1.0 main if
    implementation("a:refreshed:_") // = implementation a:refreshed main
    implementation(providers.gradleProperty("absent").getOrElse("a:default:1")) // = implementation a:default:1 main
    implementation(":odd@aar") // = implementation file(shared-libs/odd.aar) main
    implementation("a:escaped:1.\$") // = implementation a:escaped:1.$ main
    implementation(project(mapOf("path" to ":lib"))) // = implementation project(:lib) main
    Deps.pairs.forEach { (configuration, notation) -> add(configuration, notation) } // = implementation a:pair1:1 main; api a:pair2:1 main
    implementation("a:because:1") { because("x") } // = implementation a:because:1 main
}
val major = 1
dependencies {
    implementation("g:sum:${major + 1}.0") // = implementation g:sum:2.0 main
    implementation("g:difference:${3 - major}") // = implementation g:difference:2 main
    implementation("g:parsed:${"4".toInt() + 1}") // = implementation g:parsed:5 main
    implementation("g:joined:${"1." + 2}") // = implementation g:joined:1.2 main
    implementation("g:text:${1.toString() + 1}") // = implementation g:text:11 main
    // How many digits it has depends on the language.
    implementation("g:decimal:${1.0 + 1}") // = implementation g:decimal main
}
