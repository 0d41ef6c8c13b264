using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Facilities.Mqtt;

/// <summary>Registration.</summary>
public static class MqttServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="MqttServer"/> with its options (bound to section <c>Mqtt</c> and validated at start). The host registers
    /// <see cref="IMqttApplication"/>, and may register <see cref="IMqttDurability"/> (default: everything is durable at once)
    /// and <see cref="ISessionStore"/> (default: in memory) before or after. The server uses the system's clock, not a
    /// registered <see cref="TimeProvider"/>, which may be the site clock.
    /// </summary>
    public static IServiceCollection AddMqttServer(this IServiceCollection services, Action<MqttServerOptions>? configure = null)
        => services.AddMqttServer(configure, TimeProvider.System);

    internal static IServiceCollection AddMqttServer(this IServiceCollection services, Action<MqttServerOptions>? configure, TimeProvider time)
    {
        var options = services.AddOptions<MqttServerOptions>().BindConfiguration(MqttServerOptions.Section).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MqttServerOptions>, MqttServerOptionsValidation>());
        services.AddMetrics();
        services.TryAddSingleton<MqttConnectionHandler>();
        services.TryAddSingleton(provider => new MqttServer(
            provider.GetRequiredService<IMqttApplication>(),
            provider.GetService<IMqttDurability>() ?? new EverythingIsDurable(),
            provider.GetService<ISessionStore>() ?? new InMemorySessionStore(),
            provider.GetRequiredService<IOptions<MqttServerOptions>>(),
            new MqttMetrics(provider.GetRequiredService<IMeterFactory>()),
            provider.GetRequiredService<ILoggerFactory>(),
            time));
        services.AddHostedService(provider => provider.GetRequiredService<MqttServer>());
        return services;
    }
}
