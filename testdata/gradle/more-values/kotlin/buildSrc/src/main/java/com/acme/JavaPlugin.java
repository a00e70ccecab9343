package com.acme;

public class JavaPlugin implements Plugin<Project> {
    @Override
    public void apply(Project project) {
        project.getPlugins().apply("com.android.application");
        project.getDependencies().add("implementation", "a:fromJava:1"); // = implementation a:fromJava:1 main
        project.afterEvaluate(p -> {
            p.getDependencies().add("debugImplementation", "a:fromLambda:1"); // = debugImplementation a:fromLambda:1 debug type:debug
        });
    }
}
