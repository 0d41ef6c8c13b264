using Facilities.Domain;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Complaints;

/// <summary>Registers what deals with hotline records. All are singletons and thread-safe.</summary>
public static class ComplaintServices
{
    /// <summary>Expects storage, a <see cref="FileStore"/> and a <see cref="SiteClock"/> in the container.</summary>
    public static IServiceCollection AddFacilitiesComplaints(this IServiceCollection services)
    {
        services.AddSingleton(s => new PlaceDirectory(Databases(s)));
        services.AddSingleton(s => new ComplaintImports(Databases(s), Writer(s), s.GetRequiredService<FileStore>(), s.GetRequiredService<PlaceDirectory>(), Clock(s)));
        services.AddSingleton(s => new ComplaintImportRun(Databases(s), Writer(s), s.GetRequiredService<FileStore>(), s.GetRequiredService<PlaceDirectory>(), Clock(s)));
        services.AddSingleton<ComplaintAnalysis>();
        services.AddSingleton(s => new ComplaintDesk(Databases(s), Writer(s), s.GetRequiredService<PlaceDirectory>(), Clock(s)));
        services.AddSingleton(s => new ComplaintFaults(Databases(s), Writer(s), s.GetRequiredService<FaultActions>(), s.GetRequiredService<AssetTemplateCatalog>(), Clock(s)));
        services.AddSingleton<ComplaintEchoes>();
        services.AddSingleton<ComplaintExport>();
        services.AddSingleton<RefusalExport>();
        return services;
    }

    private static IDbContextFactory<FacilitiesDb> Databases(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<FacilitiesDb>>();

    private static FacilitiesWriter Writer(IServiceProvider services) => services.GetRequiredService<FacilitiesWriter>();

    private static SiteClock Clock(IServiceProvider services) => services.GetRequiredService<SiteClock>();
}
