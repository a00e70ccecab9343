package com.acme
class ModulePlugin implements Plugin<Project> {
    void apply(Project project) {
        project.apply plugin: project.name == 'app' ? 'com.android.application' : 'com.android.library'
        project.dependencies { implementation 'a.b:every:1' } // = implementation a.b:every:1 main in :app,:lib
        if (project.name == 'app') {
            project.dependencies.add('api', 'a.b:app:1') // = api a.b:app:1 main in :app
        }
    }
}
