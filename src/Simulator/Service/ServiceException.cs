namespace Facilities.Simulator.Service;

/// <summary>The service's REST side refused or could not be reached.</summary>
internal sealed class ServiceException(string message) : Exception(message);
