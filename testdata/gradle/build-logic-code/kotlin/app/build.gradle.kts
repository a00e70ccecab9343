import names.Deps.Nested
import names.Deps as D
plugins { id("acme.module") }
val catalog = extensions.getByType<VersionCatalogsExtension>().named("libs")
val asked = findProperty("asked") as? String ?: "2"
android { productFlavors { Push.entries.forEach { create(it.flavor) } } }
dependencies {
    Push.values().forEach { "${it.flavor}Api"(it.coordinate) } // = xiaomiApi com.umeng.umsdk:xiaomi-push:1 main flavor:xiaomi; huaweiApi com.umeng.umsdk:huawei-push:1 main flavor:huawei
    implementation(D.asms.latest) // = implementation com.umeng.umsdk:asms:+ main
    api(D.asms.of("3")) // = api com.umeng.umsdk:asms:3 main
    implementation(Nested.DEEP) // = implementation a.b:deep:1 main
    all("one", "two").forEach { api(it) } // = api a.b:one:1 main; api a.b:two:1 main
    implementation(catalog.named("koin")) // = implementation io.insert-koin:koin-android:3.4 main
    kaptAll("a.b:processor:1")
    implementation("a.b:asked:$asked") // = implementation a.b:asked:2 main
    implementation("junit", "junit", "4.13") // = implementation junit:junit:4.13 main
}
