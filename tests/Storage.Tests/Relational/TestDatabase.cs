using Facilities.Domain;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Storage.Tests.Relational;

/// <summary>A migrated database of its own.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestDatabase(string connectionString, JournalIdentity? journal = null) =>
        _services = new ServiceCollection().AddLogging().AddSingleton(new SiteClock(new FakeTime())).AddSingleton(journal ?? JournalIdentity.Only)
            .AddFacilitiesStorage(new DatabaseOptions { ConnectionString = connectionString, SqlitePath = _folder.File("facilities.db") }).BuildServiceProvider();

    public FacilitiesWriter Writer => Get<FacilitiesWriter>();

    public static async Task<TestDatabase> SqliteAsync(bool migrate = true) => await StartAsync("", migrate);

    public static async Task<TestDatabase> PostgresAsync(bool migrate = true) => await StartAsync(await PostgresCluster.CreateDatabaseAsync(), migrate);

    /// <summary>Another process on the same PostgreSQL.</summary>
    public TestDatabase Second(JournalIdentity? journal = null) => new(Get<DatabaseOptions>().ConnectionString, journal);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<FacilitiesDb> OpenAsync() => Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var db = await OpenAsync();
        return await db.Database.SqlQueryRaw<T>(sql).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task<TestDatabase> StartAsync(string connectionString, bool migrate)
    {
        var database = new TestDatabase(connectionString);
        if (migrate) await database.Get<DatabaseMigrator>().MigrateAsync(default);
        return database;
    }
}
