using Facilities.Ingest.Hosting;

namespace Facilities.Dashboard.Demo;

/// <summary>What <c>--demo</c> adds: seeded sites and a simulator that plays them.</summary>
internal static class DemoHosting
{
    public static void AddDemo(this WebApplicationBuilder builder, FacilitiesSettings settings)
    {
        if (!settings.Demo) return;
        builder.Services.AddHostedService<DemoSimulation>();
    }
}
