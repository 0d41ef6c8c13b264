using Facilities.Ingest.Hosting;
using Facilities.Operations.Demo;

namespace Facilities.Dashboard.Demo;

/// <summary>What <c>--demo</c> adds: seeded sites and a simulator that plays them.</summary>
internal static class DemoHosting
{
    public static void AddDemo(this WebApplicationBuilder builder, FacilitiesSettings settings)
    {
        if (!settings.Demo) return;
        builder.Services.AddSingleton<DemoTelemetry>(DemoPlayback.Play);
        // Hosted services start in the order of their registration.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DemoSeeding>());
        builder.Services.AddHostedService<DemoSimulation>();
    }
}
