using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Organisations;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests;

/// <summary>A migrated SQLite database with one site, <c>yulan</c>, and its elevators <c>e-00000</c>, <c>e-00001</c>, …</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestDatabase(ServiceProvider services) => _services = services;

    public static AssetTemplateCatalog Templates { get; } = AssetTemplateCatalog.Load();

    public static AssetTemplate Elevator => Templates["elevator"];

    public AssetDirectory Directory { get; private set; } = null!;

    /// <summary>The first elevator.</summary>
    public SourceId First => Directory.All[0].Source;

    public static string Code(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"e-{number:D5}");

    public static ushort No(string key) => Elevator.Point(key)!.Definition.No;

    /// <summary>Makes the database in a folder as <c>facilities.db</c>, where a process started on this folder finds it, or on a PostgreSQL.</summary>
    public static async Task<TestDatabase> CreateAsync(string folder, int elevators = 1, string? connectionString = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new SiteClock(TimeProvider.System));
        services.AddSingleton(Templates);
        services.AddFacilitiesStorage(new DatabaseOptions { SqlitePath = Path.Combine(folder, "facilities.db"), ConnectionString = connectionString ?? "" });
        services.AddSingleton<AssetDirectory>();
        var database = new TestDatabase(services.BuildServiceProvider());
        await database._services.GetRequiredService<DatabaseMigrator>().MigrateAsync(default);
        await database.AddElevatorsAsync(elevators);
        return database;
    }

    public FacilitiesWriter Writer => _services.GetRequiredService<FacilitiesWriter>();

    public IDbContextFactory<FacilitiesDb> Databases => _services.GetRequiredService<IDbContextFactory<FacilitiesDb>>();

    public FacilitiesDb Open() => _services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContext();

    /// <summary>Adds elevators behind those there are and takes them over into <see cref="Directory"/>.</summary>
    public async Task AddElevatorsAsync(int count)
    {
        await using var db = Open();
        var site = await db.Communities.FirstOrDefaultAsync();
        if (site is null)
        {
            var district = new Organisation(OrganisationKind.District, "市南区");
            db.Add(district);
            await db.SaveChangesAsync();
            db.Add(site = new Community("yulan", "玉兰苑", "Yulan Court", district.Id));
            await db.SaveChangesAsync();
        }

        var first = await db.Assets.CountAsync();
        for (var i = first; i < first + count; i++) db.Add(new Asset(site.Id, null, "elevator", Code(i), "电梯 " + i));
        await db.SaveChangesAsync();
        Directory = _services.GetRequiredService<AssetDirectory>();
        await Directory.RefreshAsync(default);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
