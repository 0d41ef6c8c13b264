using Facilities.Domain;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Signals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Facilities.Storage.Relational;

/// <summary>Registers the relational database.</summary>
public static class StorageServices
{
    /// <summary>
    /// <see cref="FacilitiesDb"/> (scoped, and by factory), <see cref="FacilitiesWriter"/>, <see cref="DatabaseMigrator"/>, <see cref="ProcessSignals"/>. Expects a
    /// <see cref="SiteClock"/> in the container; without one a clock of speed 1 is added; likewise
    /// a <see cref="JournalIdentity"/>, if other processes use the same database.
    /// </summary>
    public static IServiceCollection AddFacilitiesStorage(this IServiceCollection services, DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(new SiteClock(TimeProvider.System));
        services.TryAddSingleton(JournalIdentity.Only);
        services.AddSingleton(options);
        services.AddDbContextFactory<FacilitiesDb>(builder => Configure(builder, options));
        services.AddSingleton<FacilitiesWriter>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<ProcessSignals>();
        services.AddSingleton<ConsumerPositions>();
        services.AddSingleton<OutboxReader>();
        services.AddSingleton<RetainedMessages>();
        services.AddSingleton<SessionStore>();
        return services;
    }

    /// <summary>Chooses the provider and its settings; also for tests that build a context without a container.</summary>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder builder, DatabaseOptions options)
    {
        if (options.IsSqlite)
        {
            var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder
            {
                DataSource = options.SqlitePath,
                DefaultTimeout = (int)options.BusyTimeout.TotalSeconds,
            };
            builder.UseSqlite(file.ConnectionString).AddInterceptors(new SqlitePragmas(options.BusyTimeout));
        }
        else
        {
            builder.UseNpgsql(options.ConnectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new OutsideTransactionRetry(dependencies)));
        }

        return builder;
    }
}
