namespace Facilities.Ingest.Hosting;

/// <summary>The builder that both executables start from: same files, same keys, wherever they are started from.</summary>
public static class FacilitiesHost
{
    public const string EnvironmentPrefix = "FACILITIES_";

    /// <summary>
    /// Configuration is <c>appsettings.json</c> beside the program, then <c>FACILITIES_…</c> variables, then the command line. Variables without
    /// the prefix are left out on purpose: a machine's stray <c>DEMO</c> or <c>URLS</c> must not open a listener.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="urls">Where to listen unless something says otherwise; the settings' default when null.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string? urls = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var normalized = FacilitiesArguments.Normalize(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = FacilitiesArguments.WithoutUrls(normalized),
            // "dotnet run" starts in the repository's root, a service anywhere: the settings lie beside the program.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddInMemoryCollection([new("urls", urls)])
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{builder.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddCommandLine(normalized);
        return builder;
    }
}
