using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Facilities.Mqtt;

/// <summary>Registration.</summary>
public static class MqttServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="MqttServer"/> with its options (bound to section <c>Mqtt</c> and validated at start). The host registers
    /// <see cref="IMqttApplication"/>, and may register <see cref="IMqttDurability"/> (default: everything is durable at once)
    /// and <see cref="ISessionStore"/> (default: in memory).
    /// </summary>
    public static IServiceCollection AddMqttServer(this IServiceCollection services, Action<MqttServerOptions>? configure = null)
    {
        var options = services.AddOptions<MqttServerOptions>().BindConfiguration(MqttServerOptions.Section).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton<ISessionStore, InMemorySessionStore>();
        services.TryAddSingleton<MqttServer>();
        services.TryAddSingleton<MqttConnectionHandler>();
        return services;
    }

    /// <summary>Makes a Kestrel endpoint speak MQTT.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        listen.UseConnectionHandler<MqttConnectionHandler>();
        return listen;
    }
}
