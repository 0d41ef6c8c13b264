namespace Facilities.Dashboard.Hosting;

/// <summary>Registers what is said at start; last, so that everything it speaks of is there.</summary>
internal static class StartupHosting
{
    public static void AddStartupMessages(this WebApplicationBuilder builder) => builder.Services.AddHostedService<StartupMessages>();
}
