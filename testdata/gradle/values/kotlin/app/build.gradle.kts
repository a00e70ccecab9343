import java.util.Properties
import java.io.FileInputStream
plugins { id("com.android.application") }
val two = "2"
val typed: String = "3"
val (left, right) = listOf("8", "9")
val list = mutableListOf("a:list1:1", "a:list2:2")
list.add("a:list3:3")
val map = mapOf("x" to "a:mapx:1", "y" to "a:mapy:2")
val versionOf = { name: String -> "a:$name:4" }
fun coordinate(name: String, version: String = "6") = "a:${name}:${version}"
val props = Properties().apply { load(FileInputStream(rootProject.file("version.properties"))) }
val local = Properties()
rootProject.file("local.properties").inputStream().use { local.load(it) }
val deps = rootProject.extra["deps"] as Map<String, Any>
val bugly_version: String by project
val own: String by project
val kotlin_version: String by rootProject.extra
val versions: Map<String, String> by rootProject.extra
val one = "1"
dependencies {
    implementation("a:bugly:$bugly_version") // = implementation a:bugly:4.1.9 main
    implementation("a:own:$own") // = implementation a:own:7 main
    implementation("org.jetbrains.kotlin:kotlin-stdlib:$kotlin_version") // = implementation org.jetbrains.kotlin:kotlin-stdlib:1.9.0 main via kotlin
    implementation((deps["umeng"] as Map<String, String>)["common"]!!) // = implementation com.umeng.umsdk:common:9.6.8 main via common
    implementation((deps["umeng"] as Map<*, *>).getValue("asms")) // = implementation com.umeng.umsdk:asms:2.0 main
    implementation(deps["x-y"] as String) // = implementation a:xy:1 main
    implementation(deps.getValue("added")) // = implementation a:addedLater:1 main
    implementation(rootProject.extra["flat"] as String) // = implementation a:flat:1 main
    implementation(rootProject.extra.get("bracket").toString()) // = implementation a:bracket:1 main
    implementation("${rootProject.extra["setted"]}") // = implementation a:setted:1 main
    implementation("a:v:${versions["a"]}") // = implementation a:v:1.1 main
    implementation("a:w:${versions.getValue("b")}") // = implementation a:w:2.2 main
    implementation("a:typed:$typed") // = implementation a:typed:3 main
    implementation("a:left:$left:x") // = implementation a:left:8 main
    implementation("a:two:${two}") // = implementation a:two:2 main
    implementation(versionOf("closure")) // = implementation a:closure:4 main
    implementation(coordinate("function", "5")) // = implementation a:function:5 main
    implementation(coordinate(name = "defaulted")) // = implementation a:defaulted:6 main
    list.forEach { implementation(it) } // = implementation a:list1:1 main; implementation a:list2:2 main; implementation a:list3:3 main
    map.forEach { (_, value) -> implementation(value) } // = implementation a:mapx:1 main; implementation a:mapy:2 main
    listOf("p", "q").forEach { implementation("a:${it}:1") } // = implementation a:p:1 main; implementation a:q:1 main
    for (n in listOf("r", "s")) { implementation("a:$n:1") } // = implementation a:r:1 main; implementation a:s:1 main
    implementation("a:lower:" + "V1".lowercase().removePrefix("v")) // = implementation a:lower:1 main
    implementation("a:prop:${project.property("bugly_version")}") // = implementation a:prop:4.1.9 main
    implementation("a:find:${findProperty("missing") ?: "0.1"}") // = implementation a:find:0.1 main
    implementation("a:loaded:${props["loaded"]}") // = implementation a:loaded:5.5 main
    implementation("a:local:${local.getProperty("local.version")}") // = implementation a:local:3.3 main
    implementation("a:format:%s".format(one)) // = implementation a:format:1 main
    implementation("a:envversion:${System.getenv("V")}") // = implementation a:envversion main
}
