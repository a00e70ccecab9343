import java.util.Properties
buildscript {
    val kotlin_version by extra("1.9.0") // ^kotlin
    extra["rootVersion"] = "2.0"
}
val rootVersion: String by extra
extra["deps"] = mapOf(
    "umeng" to mapOf("common" to "com.umeng.umsdk:common:9.6.8", // ^common
                     "asms" to "com.umeng.umsdk:asms:${rootVersion}"),
    "x-y" to "a:xy:1",
    "notUsed" to "a:unused:1",
    "added" to "a:addedLater:1",
)
extra["versions"] = mapOf("a" to "1.1", "b" to "2.2")
val flat by extra { "a:flat:1" }
extra.set("bracket", "a:bracket:1")
project.extra.set("setted", "a:setted:1")
